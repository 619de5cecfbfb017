import type { Flip, FlipVerdict, Id, Paged, Replay } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const listKey = (tenant: Id) => ["knowledge", tenant, "replays"] as const;
const oneKey = (id: Id | undefined) => ["knowledge-replay", id] as const;
const askAgainMs = 700;

function judged({ verdict: _, ...flip }: Flip, verdict: FlipVerdict | null): Flip {
  return verdict ? { ...flip, verdict } : flip;
}

export const isOpen = (replay: Replay | undefined) => replay?.state === "waiting" || replay?.state === "running";

/** The newest replay of a shop, looked at again and again until it ends: whoever started it may leave and come back. */
export function useReplay(tenant: Id) {
  const list = useQuery({
    queryKey: listKey(tenant),
    queryFn: ({ signal }) => call<Paged<Replay>>("GET", `/v1/knowledge/replays${query({ tenant })}`, undefined, signal),
    select: (page) => page.items[0]?.id ?? null,
  });
  const id = list.data ?? undefined;
  const replay = useQuery({
    queryKey: oneKey(id),
    enabled: id !== undefined,
    queryFn: ({ signal }) => call<Replay>("GET", `/v1/knowledge/replays/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (isOpen(state.data) ? askAgainMs : false),
  });
  return { list, replay };
}

export function useReplayActs(tenant: Id) {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: (days: number) => call<{ id: Id }>("POST", `/v1/knowledge/replays${query({ tenant })}`, { days }),
    onSettled: () => client.invalidateQueries({ queryKey: listKey(tenant) }),
  });
  const cancel = useMutation({
    mutationFn: (id: Id) => call<undefined>("DELETE", `/v1/knowledge/replays/${id}`),
    onSettled: (_, __, id) => client.invalidateQueries({ queryKey: oneKey(id) }),
  });
  const judge = useMutation({
    mutationFn: ({ id, place, verdict }: { id: Id; place: number; verdict: FlipVerdict | null }) =>
      call<undefined>("PUT", `/v1/knowledge/replays/${id}/verdicts`, { place, verdict }),
    onMutate: ({ id, place, verdict }) => client.setQueryData<Replay>(oneKey(id), (old) => old && {
      ...old, flips: old.flips.map((flip) => (flip.place === place ? judged(flip, verdict) : flip)),
    }),
    onError: (_, { id }) => client.invalidateQueries({ queryKey: oneKey(id) }),
  });
  return { start, cancel, judge };
}
