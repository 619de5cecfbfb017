import type { Id, LanguageModel, LanguageModelChange, LanguageModelTest, MemberKey, Tenant, TenantSettings, WidgetSettings } from "@serviceos/shared/api";
import { call } from "@serviceos/shared/http";
import { useMutation, useQueries, useQuery, useQueryClient } from "@tanstack/react-query";

const keys = {
  settings: (tenant: Id) => ["settings", tenant] as const,
  model: (tenant: Id) => ["settings", tenant, "language-model"] as const,
  memberKey: (tenant: Id) => ["settings", tenant, "member-key"] as const,
};

/** Changes that aren't saved yet, by the node that they are about. */
export const draftsKey = ["settings-draft"] as const;

export type FieldName = Exclude<keyof TenantSettings, "inherited">;
/** What a node says itself; a field left out comes from above. */
export type OwnSettings = Partial<Omit<TenantSettings, "inherited">>;

const read = (tenant: Id) => ({
  queryKey: keys.settings(tenant),
  queryFn: ({ signal }: { signal: AbortSignal }) => call<TenantSettings>("GET", `/v1/tenants/${tenant}/settings`, undefined, signal),
});

export function useTenantSettings(tenant: Id) {
  return useQuery({ ...read(tenant), refetchOnWindowFocus: false });
}

/** The nodes above that I may see, nearest first, with what each says: for "from Lantern Market" and for undoing an own value. */
export function useAbove(ancestors: readonly Tenant[]) {
  return useQueries({
    queries: ancestors.map((tenant) => read(tenant.id)),
    combine: (results) => results.flatMap(({ data }, index) => {
      const tenant = ancestors[index];
      return data && tenant ? [{ tenant, settings: data }] : [];
    }),
  });
}

export type Above = ReturnType<typeof useAbove>;

export function useSaveSettings(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (own: OwnSettings) => call<TenantSettings>("PUT", `/v1/tenants/${tenant}/settings`, own),
    onSuccess: (saved) => {
      client.setQueryData(keys.settings(tenant), saved);
      client.removeQueries({ queryKey: [...draftsKey, tenant] });
      // Nodes below may inherit what just changed.
      return client.invalidateQueries({ queryKey: ["settings"], predicate: ({ queryKey }) => queryKey[1] !== tenant });
    },
  });
}

export function useMemberKey(tenant: Id) {
  return useQuery({
    queryKey: keys.memberKey(tenant),
    queryFn: ({ signal }) => call<MemberKey>("GET", `/v1/tenants/${tenant}/member-key`, undefined, signal),
  });
}

export type NewMemberKey = { algorithm: "HS256"; secret: string } | { algorithm: "RS256"; publicKey: string };

export function useSaveMemberKey(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (key: NewMemberKey) => call<undefined>("PUT", `/v1/tenants/${tenant}/member-key`, key),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.memberKey(tenant) }),
  });
}

/** What a shop's page would get when it loads the widget. */
export function useWidgetCheck(slug: string) {
  return useMutation({ mutationFn: () => call<WidgetSettings>("GET", `/v1/widget/${slug}`) });
}

export function useLanguageModel(tenant: Id) {
  return useQuery({
    queryKey: keys.model(tenant),
    queryFn: ({ signal }) => call<LanguageModel>("GET", `/v1/tenants/${tenant}/language-model`, undefined, signal),
  });
}

export function useSaveLanguageModel(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: LanguageModelChange) => call<LanguageModel>("PUT", `/v1/tenants/${tenant}/language-model`, change),
    onSuccess: (saved) => client.setQueryData(keys.model(tenant), saved),
  });
}

/** Asks the saved model to say hello. */
export function useTestLanguageModel(tenant: Id) {
  return useMutation({ mutationFn: () => call<LanguageModelTest>("POST", `/v1/tenants/${tenant}/language-model/test`) });
}
