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
  if (!mayBeSignedIn()) return null;
  try {
    return await call<Me>("GET", "/v1/staff-sessions/current", undefined, signal);
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status !== 401) throw error;
    noteSignedIn(false);
    return null;
  }
}

const noted = "serviceos.signed-in";

/** Whether to ask at all: the session's cookie can't be read here, and who never signed in would be refused on each visit. */
function mayBeSignedIn(): boolean {
  try {
    return localStorage.getItem(noted) !== null;
  } catch {
    return true;
  }
}

export function noteSignedIn(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(noted, "1");
    else localStorage.removeItem(noted);
  } catch {
    // a browser without storage is asked each time
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
    onSuccess: (me) => {
      noteSignedIn(true);
      client.setQueryData(meKey, me);
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call<undefined>("DELETE", "/v1/staff-sessions/current"),
    onSuccess: () => noteSignedIn(false),
    onSettled: () => {
      client.setQueryData(meKey, null);
      // What the last one saw is not for the next one; the pages that show it are gone by then.
      setTimeout(() => client.removeQueries({ predicate: (query) => query.queryKey[0] !== meKey[0] }));
    },
  });
}
