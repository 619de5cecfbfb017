import type { ApiKey, Id, Locale, Me, NewApiKey, NewStaffMember, Role, Skill, StaffMember } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const keys = {
  staff: (tenant: Id) => ["staff", tenant] as const,
  skills: (tenant: Id) => ["skills", tenant] as const,
  apiKeys: (tenant: Id) => ["api-keys", tenant] as const,
};

export function useStaff(tenant: Id) {
  return useQuery({
    queryKey: keys.staff(tenant),
    queryFn: ({ signal }) => call<{ items: StaffMember[] }>("GET", `/v1/staff${query({ tenant })}`, undefined, signal),
    select: (data) => data.items,
  });
}

export function useSkills(tenant: Id) {
  return useQuery({
    queryKey: keys.skills(tenant),
    queryFn: ({ signal }) => call<{ items: Skill[] }>("GET", `/v1/skills${query({ tenant })}`, undefined, signal),
    select: (data) => data.items,
  });
}

export interface StaffFields {
  displayName: string;
  role: Role;
  skills: Id[];
  capacity: number;
}

export function useStaffActs(tenant: Id) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: keys.staff(tenant) });
  const create = useMutation({
    mutationFn: (fields: StaffFields & { name: string }) => call<NewStaffMember>("POST", "/v1/staff", { ...fields, tenant }),
    onSuccess,
  });
  const change = useMutation({
    mutationFn: ({ id, ...fields }: StaffFields & { id: Id }) => call<StaffMember>("PUT", `/v1/staff/${id}`, fields),
    onSuccess,
  });
  const setDisabled = useMutation({
    mutationFn: ({ id, disabled }: { id: Id; disabled: boolean }) =>
      call<unknown>("POST", `/v1/staff/${id}/${disabled ? "disable" : "enable"}`, {}),
    onSuccess,
  });
  const resetPassword = useMutation({
    mutationFn: (id: Id) => call<{ password: string }>("POST", `/v1/staff/${id}/reset-password`, {}),
  });
  return { create, change, setDisabled, resetPassword };
}

export function useSkillActs(tenant: Id) {
  const client = useQueryClient();
  const onSuccess = () => Promise.all([
    client.invalidateQueries({ queryKey: keys.skills(tenant) }),
    client.invalidateQueries({ queryKey: keys.staff(tenant) }),
  ]);
  const add = useMutation({ mutationFn: (name: string) => call<Skill>("POST", "/v1/skills", { name, tenant }), onSuccess });
  const remove = useMutation({ mutationFn: (id: Id) => call<undefined>("DELETE", `/v1/skills/${id}`), onSuccess });
  return { add, remove };
}

export function useApiKeys(tenant: Id) {
  return useQuery({
    queryKey: keys.apiKeys(tenant),
    queryFn: ({ signal }) => call<{ items: ApiKey[] }>("GET", `/v1/api-keys${query({ tenant })}`, undefined, signal),
    select: (data) => data.items,
  });
}

export function useApiKeyActs(tenant: Id) {
  const client = useQueryClient();
  const onSuccess = () => client.invalidateQueries({ queryKey: keys.apiKeys(tenant) });
  const create = useMutation({
    mutationFn: (fields: { name: string; scopes: string[] }) => call<NewApiKey>("POST", "/v1/api-keys", { ...fields, tenant }),
    onSuccess,
  });
  const revoke = useMutation({ mutationFn: (id: Id) => call<undefined>("DELETE", `/v1/api-keys/${id}`), onSuccess });
  return { create, revoke };
}

export function useMyProfile() {
  const save = useMutation({ mutationFn: (fields: { displayName?: string; locale?: Locale }) => call<Me>("PUT", "/v1/me", fields) });
  const password = useMutation({
    mutationFn: (fields: { current: string; next: string }) => call<undefined>("PUT", "/v1/me/password", fields),
  });
  return { save, password };
}
