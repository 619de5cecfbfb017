import type {
  Agent, CannedReply, ConversationDetail, ConversationRow, Decision, Id, Note, Paged, Presence, Skill, Transfer, WrapUp, WrapUpCategory,
} from "@serviceos/shared/api";
import { call, callOnLeave, newId, ProblemError } from "@serviceos/shared/http";
import { skipToken, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../session";
import { useSlowNow } from "../../ui/now";
import { useToasts } from "../../ui/UndoToast";
import { presenceQuery } from "./actions/presence";
import { keys } from "./keys";
import { useDeskSync } from "./list/desk";
import { pullThread } from "./thread/thread";

const desk = (id: Id) => `/v1/desk/conversations/${id}`;

export function useDetail(id: Id) {
  return useQuery({
    queryKey: keys.detail(id),
    queryFn: ({ signal }) => call<ConversationDetail>("GET", desk(id), undefined, signal),
    staleTime: 30_000,
  });
}

export function useNotes(id: Id) {
  return useQuery({
    queryKey: keys.notes(id),
    queryFn: ({ signal }) => call<Paged<Note>>("GET", `${desk(id)}/notes`, undefined, signal),
    select: (page) => page.items,
    staleTime: 30_000,
  });
}

export function useAddNote(id: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (note: { clientKey: string; body: string }) => call<Note>("POST", `${desk(id)}/notes`, note),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notes(id) }),
  });
}

/** What changes a conversation: the row that comes back goes straight into the lists. */
function useRowAction<T>(request: (input: T) => Promise<ConversationRow | undefined>) {
  const client = useQueryClient();
  const sync = useDeskSync();
  return useMutation({
    mutationFn: request,
    onSuccess: (row) => {
      if (!row?.id) return;
      sync.apply(row);
      void client.invalidateQueries({ queryKey: keys.detail(row.id) });
      void client.invalidateQueries({ queryKey: keys.presence, exact: true });
      void pullThread(client, row.id);
    },
  });
}

/**
 * Whoever takes a conversation is there. An agent who was offline is busy from then on: they have this one, and no others
 * are given to them until they say that they are online.
 */
function usePresent() {
  const client = useQueryClient();
  const { tell } = useToasts();
  const { t } = useTranslation();
  return async <T>(take: () => Promise<T>): Promise<T> => {
    const come = async () => {
      client.setQueryData(keys.presence, await call<Presence>("PUT", "/v1/desk/presence", { state: "busy" }));
      tell(t("conversations.presence.nowBusy"));
    };
    const known = await client.ensureQueryData(presenceQuery).catch(() => undefined);
    if (known?.state === "offline") await come();
    try {
      return await take();
    } catch (problem) {
      // put offline since, by a minute's silence
      if (!(problem instanceof ProblemError) || problem.type !== "urn:serviceos:not-present") throw problem;
      await come();
      return take();
    }
  };
}

export function useTake() {
  const present = usePresent();
  return useRowAction((id: Id) => present(() => call<ConversationRow>("POST", `${desk(id)}/take`, {})));
}

export function useTakeNext() {
  const present = usePresent();
  return useRowAction(() => present(() => call<ConversationRow | undefined>("POST", "/v1/desk/take-next", {})));
}

export const useTransfer = (id: Id) => useRowAction((to: Transfer) => call<ConversationRow>("POST", `${desk(id)}/transfer`, to));
export const useReopen = () => useRowAction((id: Id) => call<ConversationRow>("POST", `${desk(id)}/reopen`, {}));

export function useClose(id: Id) {
  const client = useQueryClient();
  const sync = useDeskSync();
  return useMutation({
    mutationFn: (wrapUp: WrapUp) => call<unknown>("POST", `/v1/conversations/${id}/close`, { wrapUp }),
    onSuccess: () => {
      void sync.pull();
      void client.invalidateQueries({ queryKey: keys.detail(id) });
      void client.invalidateQueries({ queryKey: keys.presence, exact: true });
      void pullThread(client, id);
    },
  });
}

const agentsMs = 5_000;

/** Colleagues and what they do now, kept up to date while they are shown. */
export function useAgents(enabled: boolean) {
  return useQuery({
    queryKey: keys.agents,
    enabled,
    queryFn: ({ signal }) => call<Paged<Agent>>("GET", "/v1/desk/agents", undefined, signal),
    select: (page) => page.items,
    staleTime: 0,
    // Nudges tell of who comes and goes; how full each one is moves without any.
    refetchInterval: agentsMs,
  });
}

export function useSkills(enabled: boolean) {
  return useQuery({
    queryKey: keys.skills,
    enabled,
    queryFn: ({ signal }) => call<Paged<Skill>>("GET", "/v1/skills", undefined, signal),
    select: (page) => page.items,
    staleTime: 300_000,
  });
}

export function useCanned() {
  return useQuery({
    queryKey: keys.canned,
    queryFn: ({ signal }) => call<Paged<CannedReply>>("GET", "/v1/desk/canned-replies", undefined, signal),
    select: (page) => page.items,
    staleTime: 300_000,
  });
}

export function useSaveCanned() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (reply: Omit<CannedReply, "id">) => call<CannedReply>("PUT", `/v1/desk/canned-replies/${newId()}`, reply),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.canned }),
  });
}

export function useWrapUps(enabled: boolean) {
  return useQuery({
    queryKey: keys.wrapUps,
    enabled,
    queryFn: ({ signal }) => call<Paged<WrapUpCategory>>("GET", "/v1/wrap-up-categories", undefined, signal),
    select: (page) => page.items,
    staleTime: 300_000,
  });
}

export function useDecision(id: Id, seq: number) {
  return useQuery({
    queryKey: keys.decision(id, seq),
    queryFn: ({ signal }) => call<Decision>("GET", `/v1/desk/decisions/${id}/${seq}`, undefined, signal),
    staleTime: 300_000,
  });
}

const viewingMs = 20_000;

/** Tells colleagues that I am looking, while the tab is shown, and at once when I no longer am. */
export function useViewing(id: Id): void {
  useEffect(() => {
    const leave = () => callOnLeave("DELETE", `${desk(id)}/viewing`, undefined);
    const look = () => {
      if (document.visibilityState === "hidden") leave();
      else void call<undefined>("POST", `${desk(id)}/viewing`, {}).catch(() => undefined);
    };
    document.addEventListener("visibilitychange", look);
    window.addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [id]);
  useQuery({
    queryKey: [...keys.viewers(id), "me"],
    queryFn: async () => {
      await call<undefined>("POST", `${desk(id)}/viewing`, {});
      return Date.now();
    },
    refetchInterval: viewingMs,
    gcTime: 0,
    retry: false,
  });
}

/** Colleagues who look at the same conversation now. */
export function useViewers(id: Id): string[] {
  const me = useMe();
  const now = useSlowNow();
  const { data: detail, dataUpdatedAt } = useDetail(id);
  const { data: heard } = useQuery<{ names: string[]; at: number }>({ queryKey: keys.viewers(id), queryFn: skipToken });
  // Whatever was said last counts, and nothing for longer than a viewer who is there would let pass.
  const latest = heard && heard.at >= dataUpdatedAt ? heard
    : { names: (detail?.viewers ?? []).filter((viewer) => viewer.id !== me.id).map((viewer) => viewer.name), at: dataUpdatedAt };
  const names = now - latest.at < 2 * viewingMs ? latest.names : [];
  return names.filter((name) => name !== me.displayName);
}

const typingMs = 3_000;

/** Returns what to call on each keystroke; says "typing" at most every three seconds. */
export function useSayTyping(id: Id): () => void {
  const client = useQueryClient();
  return useCallback(() => {
    const key = [...keys.typing(id), "said"];
    const said = client.getQueryData<number>(key) ?? 0;
    if (Date.now() - said < typingMs) return;
    client.setQueryData(key, Date.now());
    void call<undefined>("POST", `/v1/conversations/${id}/typing`).catch(() => undefined);
  }, [client, id]);
}

/** Marks what is on screen as read, once for each newest message, while the tab is looked at. */
export function useMarkRead(id: Id, seq: number, mine: boolean): void {
  const sync = useDeskSync();
  useEffect(() => {
    if (!mine || seq === 0) return;
    const mark = () => {
      if (document.visibilityState !== "visible") return;
      void call<undefined>("POST", `/v1/conversations/${id}/read`, { seq }).then(() => sync.read(id, seq), () => undefined);
      document.removeEventListener("visibilitychange", mark);
    };
    mark();
    if (document.visibilityState !== "visible") document.addEventListener("visibilitychange", mark);
    return () => document.removeEventListener("visibilitychange", mark);
  }, [id, seq, mine, sync]);
}
