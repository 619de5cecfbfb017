import type { Paged, Tenant } from "@serviceos/shared/api";
import { call } from "@serviceos/shared/http";
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useMe } from "../session";

/** The node whose things are shown: `?tenant=` in the address bar, else one's own. */
export function useTenant(): { tenant: string; setTenant: (id: string) => void } {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  return {
    tenant: search.get("tenant") ?? me.tenant.id,
    setTenant: (id) => setSearch((old) => {
      const next = new URLSearchParams(old);
      if (id === me.tenant.id) next.delete("tenant");
      else next.set("tenant", id);
      return next;
    }),
  };
}

export function useTenants() {
  return useQuery({
    queryKey: ["tenants"],
    queryFn: ({ signal }) => call<Paged<Tenant>>("GET", "/v1/tenants", undefined, signal),
    select: (page) => page.items,
    staleTime: 300_000,
  });
}

/** Picks a node of one's scope; nothing for staff of one merchant. */
export function TenantPicker({ kinds }: { kinds?: Tenant["kind"][] }) {
  const { t } = useTranslation();
  const me = useMe();
  const { tenant, setTenant } = useTenant();
  const { data: tenants = [] } = useTenants();
  if (me.tenant.kind === "merchant") return null;
  const options = tenants
    .filter((each) => !kinds || kinds.includes(each.kind))
    .map((each) => ({ value: each.id, label: each.name, kind: each.kind }));
  return (
    <Select
      showSearch={{ optionFilterProp: "label" }}
      value={tenant}
      onChange={setTenant}
      options={options}
      optionRender={(option) => <span>{option.label} <small className="muted">{t(`tenantKind.${option.data.kind}`)}</small></span>}
      aria-label={t("tenant")}
      popupMatchSelectWidth={false}
      style={{ minWidth: 180 }}
    />
  );
}
