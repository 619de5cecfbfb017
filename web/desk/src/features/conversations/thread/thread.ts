import type { Id, Message, Paged } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { keys } from "../keys";

/** The part of a conversation that is loaded: without gaps, oldest first, always up to the newest. */
export interface Thread {
  items: Message[];
  /** Whether there is more before the first item. */
  older: boolean;
}

const firstPage = 60;
const pageSize = 200;
/** Further behind than this, the newest page is read afresh instead of everything between. */
const catchUpPages = 5;
const newest = 2_147_483_647;

export function useThread(id: Id) {
  const client = useQueryClient();
  const [loadingOlder, setLoadingOlder] = useState(false);
  const result = useQuery({
    queryKey: keys.thread(id),
    queryFn: ({ signal }) => readNewest(id, signal),
    staleTime: Infinity,
    structuralSharing: false,
  });

  // What was kept from an earlier visit is shown at once and caught up.
  useEffect(() => {
    if (client.getQueryData(keys.thread(id))) void pullThread(client, id);
  }, [client, id]);

  const loadOlder = useCallback(async () => {
    const thread = client.getQueryData<Thread>(keys.thread(id));
    const first = thread?.items[0];
    if (!thread?.older || !first) return;
    setLoadingOlder(true);
    try {
      const page = await read(id, { before: first.seq, limit: pageSize });
      client.setQueryData<Thread>(keys.thread(id), (now) => now && prepend(now, page));
    } finally {
      setLoadingOlder(false);
    }
  }, [client, id]);

  return { ...result, loadOlder, loadingOlder };
}

async function readNewest(id: Id, signal?: AbortSignal): Promise<Thread> {
  const page = await read(id, { before: newest, limit: firstPage }, signal);
  return { items: page.items, older: (page.items[0]?.seq ?? 1) > 1 };
}

function read(id: Id, range: { after?: number; before?: number; limit: number }, signal?: AbortSignal) {
  return call<Paged<Message>>("GET", `/v1/conversations/${id}/messages${query(range)}`, undefined, signal);
}

const pulls = new Map<Id, { again: boolean; done: Promise<void> }>();

/** Reads what is newer than the last message on screen; one read a conversation at a time. */
export function pullThread(client: QueryClient, id: Id): Promise<void> {
  const running = pulls.get(id);
  if (running) {
    running.again = true;
    return running.done;
  }
  const pull = { again: false, done: Promise.resolve() };
  pulls.set(id, pull);
  pull.done = (async () => {
    try {
      do {
        pull.again = false;
        await readNewer(client, id);
      } while (pull.again);
    } catch {
      // The connection state tells; the next nudge or reconnection reads again.
    } finally {
      pulls.delete(id);
    }
  })();
  return pull.done;
}

async function readNewer(client: QueryClient, id: Id): Promise<void> {
  for (let pages = 0; pages < catchUpPages; pages++) {
    const thread = client.getQueryData<Thread>(keys.thread(id));
    if (!thread) return;
    const page = await read(id, { after: thread.items.at(-1)?.seq ?? 0, limit: pageSize });
    client.setQueryData<Thread>(keys.thread(id), (now) => now && append(now, page.items));
    if (page.items.length > 0) client.setQueryData(keys.typing(id), null);
    if (page.next === undefined || page.next === null) return;
  }
  client.setQueryData(keys.thread(id), await readNewest(id));
}

/** Adds newer messages; those already there, or beyond a gap, are left out. */
export function append(thread: Thread, messages: readonly Message[]): Thread {
  let last = thread.items.at(-1)?.seq ?? (messages[0]?.seq ?? 1) - 1;
  const fresh: Message[] = [];
  for (const message of messages) {
    if (message.seq !== last + 1) continue;
    fresh.push(message);
    last = message.seq;
  }
  return fresh.length === 0 ? thread : { ...thread, items: thread.items.concat(fresh) };
}

export function prepend(thread: Thread, page: Paged<Message>): Thread {
  const first = thread.items[0]?.seq ?? Infinity;
  const older = page.items.filter((message) => message.seq < first);
  return { items: older.concat(thread.items), older: older.length > 0 && (older[0]?.seq ?? 1) > 1 };
}
