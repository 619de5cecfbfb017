import type { Presence, PresenceState } from "@serviceos/shared/api";
import { call } from "@serviceos/shared/http";
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMay } from "../../../session";
import { keys } from "../keys";

const heartbeatMs = 20_000;

export const presenceQuery = queryOptions({
  queryKey: keys.presence,
  queryFn: ({ signal }) => call<Presence>("GET", "/v1/desk/presence", undefined, signal),
  staleTime: Infinity,
});

export function usePresence() {
  return useQuery(presenceQuery);
}

export function useSetPresence() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (next: { state: PresenceState; reason?: string }) => call<Presence | undefined>("PUT", "/v1/desk/presence", next),
    onMutate: (next) => {
      client.setQueryData<Presence>(keys.presence, (old) => old && { ...old, state: next.state, ...(next.reason ? { reason: next.reason } : {}) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: keys.presence }),
  });
}

/** Says every 20 s that this agent is here; a minute's silence gives her conversations to others. */
export function usePresenceHeartbeat(): void {
  const client = useQueryClient();
  const may = useMay();
  useQuery({
    queryKey: [...keys.presence, "heartbeat"],
    enabled: may("desk.reply"),
    refetchInterval: heartbeatMs,
    refetchIntervalInBackground: true,
    refetchOnReconnect: true,
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      const presence = await call<Presence | undefined>("POST", "/v1/desk/presence/heartbeat", {});
      if (presence?.state) client.setQueryData(keys.presence, presence);
      return Date.now();
    },
  });
}
