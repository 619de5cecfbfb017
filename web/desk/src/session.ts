import type { Me, Permission } from "@serviceos/shared/api";
import { call, ProblemError } from "@serviceos/shared/http";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

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
  if (!data) throw new Error("useMe is for signed-in pages");
  return data;
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
      client.clear();
      client.setQueryData(meKey, null);
    },
  });
}
