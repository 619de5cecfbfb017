import type { ConversationRow, DeskView, FoundConversations, Id } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { skipToken, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMe } from "../../../session";
import { keys } from "../keys";
import { emptyDesk, type Desk, type Entry } from "./rows";
import { DeskSync } from "./sync";

const syncs = new WeakMap<QueryClient, DeskSync>();

/** The one keeper of the desk's rows in this tab. */
export function deskSync(client: QueryClient, me: Id): DeskSync {
  const known = syncs.get(client);
  if (known?.me === me) return known;
  const made = new DeskSync(client, me);
  syncs.set(client, made);
  return made;
}

export function useDeskSync(): DeskSync {
  return deskSync(useQueryClient(), useMe().id);
}

export function useDesk(): { desk: Desk; sync: DeskSync } {
  const sync = useDeskSync();
  const { data } = useQuery<Desk>({ queryKey: keys.desk, queryFn: skipToken, structuralSharing: false });
  return { desk: data ?? emptyDesk(sync.me), sync };
}

/** One view, about to break first; it is loaded when first looked at. */
export function useView(view: DeskView): { desk: Desk; entries: readonly Entry[]; sync: DeskSync } {
  const { desk, sync } = useDesk();
  useEffect(() => void sync.ensure(view), [sync, view]);
  return { desk, entries: desk.views[view], sync };
}

/** The present row of one conversation, as far as the desk's lists know it. */
export function useKnownRow(id: Id): ConversationRow | undefined {
  useDeskSync();
  return useQuery<Desk, Error, ConversationRow | undefined>({
    queryKey: keys.desk, queryFn: skipToken, structuralSharing: false, select: (desk) => desk.entries.get(id)?.row,
  }).data;
}

/** All conversations of the last days that hold these words, whatever their state: by name, order number and what was said. */
export function useSearch(words: string) {
  return useQuery({
    queryKey: keys.search(words),
    enabled: words !== "",
    queryFn: ({ signal }) => call<FoundConversations>("GET", `/v1/desk/search${query({ q: words })}`, undefined, signal),
    select: (page) => page.items,
  });
}
