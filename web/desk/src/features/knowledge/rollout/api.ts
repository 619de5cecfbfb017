import type { Despite, FailedTurn, Id, Paged, Rollout, RolloutDetail, RolloutDifference, RolloutFailure, RolloutOrder } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const listKey = (tenant: Id) => ["knowledge", tenant, "rollouts"] as const;
const oneKey = (id: Id | undefined) => ["knowledge-rollout", id] as const;
const lookAgainMs = 5_000;
/** One that runs may end by itself: the list is looked at too, but not so often. */
const listAgainMs = 15_000;

export const isOpen = (rollout: Rollout | undefined) => rollout?.state === "running" || rollout?.state === "paused";

/** It runs at this very node, so that nothing else is published here. */
export const isUnderWay = (rollout: Rollout) => isOpen(rollout) && !rollout.inherited;

/** The node's roll-outs, newest first; before them those that run above and count here. */
export function useRollouts(tenant: Id) {
  return useQuery({
    queryKey: listKey(tenant),
    queryFn: ({ signal }) => call<Paged<Rollout>>("GET", `/v1/knowledge/rollouts${query({ tenant })}`, undefined, signal),
    select: (page) => page.items,
    refetchInterval: ({ state }) => (state.data?.items.some(isOpen) ? listAgainMs : false),
  });
}

/** One, and what both sides came to; looked at again while it runs. */
export function useRollout(id: Id | undefined) {
  return useQuery({
    queryKey: oneKey(id),
    enabled: id !== undefined,
    queryFn: ({ signal }) => call<RolloutDetail>("GET", `/v1/knowledge/rollouts/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (isOpen(state.data?.rollout) ? lookAgainMs : false),
  });
}

/** What the candidate would have answered otherwise in the shadow, worst first. */
export function useDifferences(id: Id, known: number) {
  return useQuery({
    queryKey: [...oneKey(id), "differences", known],
    queryFn: ({ signal }) => call<Paged<RolloutDifference>>("GET", `/v1/knowledge/rollouts/${id}/differences`, undefined, signal),
    select: (page) => page.items,
  });
}

/** Where the candidate failed, newest first. */
export function useFailed(id: Id, by: RolloutFailure, enabled: boolean) {
  return useQuery({
    queryKey: [...oneKey(id), "failed", by],
    enabled,
    queryFn: ({ signal }) => call<Paged<FailedTurn>>("GET", `/v1/knowledge/rollouts/${id}/failed${query({ by })}`, undefined, signal),
    select: (page) => page.items,
  });
}

/** What waits is kept as it is, and asked in the shadow from now on. `onStarted` comes first: what reads the lists may be gone after. */
export function useStartRollout(tenant: Id, onStarted: (id: Id) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (order: RolloutOrder) => call<{ id: Id }>("POST", `/v1/knowledge/rollouts${query({ tenant })}`, order),
    onSuccess: ({ id }) => {
      onStarted(id);
      return client.invalidateQueries({ queryKey: ["knowledge", tenant] });
    },
  });
}

export type RolloutAct = "next" | "pause" | "resume" | "rollback";

/** Next, pause, go on and roll back: one call each. */
export function useRolloutAct(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rollout, act, despite }: { rollout: Rollout; act: RolloutAct; despite?: Despite | undefined }) =>
      call<undefined>("POST", `/v1/knowledge/rollouts/${rollout.id}/${act}`, act === "next" ? { stage: rollout.stage, ...(despite ? { despite } : {}) } : {}),
    onSettled: (_, __, { rollout }) => Promise.all([
      client.invalidateQueries({ queryKey: oneKey(rollout.id) }), client.invalidateQueries({ queryKey: ["knowledge", tenant] }),
    ]),
  });
}
