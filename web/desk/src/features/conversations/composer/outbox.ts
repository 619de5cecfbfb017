import type { Attachment, Id, NewMessage, Receipt } from "@serviceos/shared/api";
import { call, ProblemError } from "@serviceos/shared/http";
import { skipToken, useQuery, useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useLiveEvent } from "../../../ui/live";
import { keys } from "../keys";
import { pullThread, type Thread } from "../thread/thread";

/** A reply on its way. The clientKey stays through every retry, so that it is never stored twice. */
export interface Pending {
  clientKey: string;
  body: string;
  attachments: Attachment[];
  /** The newest message on screen when the draft began. */
  expectedSeq: number;
  at: string;
  state: "sending" | "sent" | "failed" | "collided";
  seq?: number;
  problem?: ProblemError;
  /** For `collided`: who replied meanwhile, and where. */
  colleague?: string;
  colleagueSeq?: number;
}

export type Draft = Pick<Pending, "clientKey" | "body" | "attachments" | "expectedSeq">;

const stored = "serviceos.outbox";
const collided = "urn:serviceos:colleague-replied";
/** After the network returns, what failed this recently goes out by itself. */
const resendMs = 120_000;

/** What is being sent in a conversation; survives switching away and reloading. */
export function useOutbox(id: Id) {
  const client = useQueryClient();
  const { data } = useQuery<Pending[]>({ queryKey: keys.outbox(id), queryFn: skipToken, initialData: () => kept(id), gcTime: Infinity, structuralSharing: false });
  const thread = useQuery<Thread>({ queryKey: keys.thread(id), queryFn: skipToken, structuralSharing: false }).data;
  const last = thread?.items.at(-1)?.seq ?? 0;
  const pending = useMemo(() => (data ?? []).filter((each) => each.seq === undefined || each.seq > last), [data, last]);

  const send = useCallback((draft: Draft) => deliver(client, id, { ...draft, at: new Date().toISOString(), state: "sending" }), [client, id]);
  const retry = useCallback((each: Pending, force = false) => deliver(client, id, { ...each, state: "sending" }, force), [client, id]);
  const drop = useCallback((each: Pending) => change(client, id, (all) => all.filter((other) => other.clientKey !== each.clientKey)), [client, id]);

  useLiveEvent("catchUp", () => {
    for (const each of pending) {
      if (each.state === "failed" && each.problem?.offline && Date.now() - Date.parse(each.at) < resendMs) void retry(each);
    }
  });
  return { pending, send, retry, drop };
}

async function deliver(client: QueryClient, id: Id, pending: Pending, force = false): Promise<void> {
  put(client, id, pending);
  const { clientKey, body, attachments, expectedSeq } = pending;
  const message: NewMessage = {
    clientKey, body, expectedSeq, ...(attachments.length > 0 ? { attachments: attachments.map((file) => file.id) } : {}), ...(force ? { force } : {}),
  };
  try {
    const receipt = await call<Receipt>("POST", `/v1/conversations/${id}/messages`, message);
    put(client, id, { ...pending, state: "sent", seq: receipt.seq });
    await pullThread(client, id);
    // If that read failed, the bubble stays until the thread has caught up.
    const last = client.getQueryData<Thread>(keys.thread(id))?.items.at(-1)?.seq ?? 0;
    if (last >= receipt.seq) change(client, id, (all) => all.filter((each) => each.clientKey !== clientKey));
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.type === collided) {
      void pullThread(client, id);
      put(client, id, { ...pending, state: "collided", problem: error, ...collisionOf(error) });
    } else put(client, id, { ...pending, state: "failed", problem: error });
  }
}

function collisionOf(problem: ProblemError): Pick<Pending, "colleague" | "colleagueSeq"> {
  const { colleague, seq } = problem.extra;
  const name = typeof colleague === "string" ? colleague
    : typeof colleague === "object" && colleague !== null && "name" in colleague ? String(colleague.name) : "";
  return { colleague: name, ...(typeof seq === "number" ? { colleagueSeq: seq } : {}) };
}

function put(client: QueryClient, id: Id, pending: Pending): void {
  change(client, id, (all) => {
    const place = all.findIndex((each) => each.clientKey === pending.clientKey);
    return place < 0 ? [...all, pending] : all.with(place, pending);
  });
}

function change(client: QueryClient, id: Id, how: (all: Pending[]) => Pending[]): void {
  const next = how(client.getQueryData<Pending[]>(keys.outbox(id)) ?? kept(id));
  client.setQueryData(keys.outbox(id), next);
  const unsent = next.filter((each) => each.state !== "sent").map(({ problem: _, ...each }) => each);
  if (unsent.length > 0) localStorage.setItem(`${stored}.${id}`, JSON.stringify(unsent));
  else localStorage.removeItem(`${stored}.${id}`);
}

/** What an earlier page load left unsent. It may have arrived: the same clientKey makes a retry safe. */
function kept(id: Id): Pending[] {
  try {
    const all = JSON.parse(localStorage.getItem(`${stored}.${id}`) ?? "[]") as Pending[];
    return all.map((each) => (each.state === "sending" ? { ...each, state: "failed" } : each));
  } catch {
    return [];
  }
}
