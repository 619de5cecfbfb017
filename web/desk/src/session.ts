import type { Me, Permission } from "@serviceos/shared/api";
import { call, ProblemError } from "@serviceos/shared/http";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

export const meKey = ["me"] as const;

/** Who is signed in; null when nobody is. */
export function useSession() {
  return useQuery({ queryKey: meKey, queryFn: ({ signal }) => current(signal), staleTime: Infinity });
}

async function current(signal: AbortSignal): Promise<Me | null> {
  try {
    return await call<Me>("GET", "/v1/staff-sessions/current", undefined, signal);
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

/** The signed-in member of staff. Only below the signed-in part of the app. */
export function useMe(): Me {
  const { data } = useSession();
  const [atFirst] = useState(data);
  // After signing out a page may render once more before it goes away.
  const me = data ?? atFirst;
  if (!me) throw new Error("useMe is for signed-in pages");
  return me;
}

export function useMay(): (permission: Permission) => boolean {
  const me = useMe();
  return (permission) => me.permissions.includes(permission);
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { name: string; password: string }) => call<Me>("POST", "/v1/staff-sessions", input),
    onSuccess: (me) => client.setQueryData(meKey, me),
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<undefined>("DELETE", "/v1/staff-sessions/current"),
    onSettled: () => {
      client.setQueryData(meKey, null);
      // What the last one saw is not for the next one; the pages that show it are gone by then.
      setTimeout(() => client.removeQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] }));
    },
  });
}
