import type { Paged, Product } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { useQuery } from "@tanstack/react-query";
import { useLocale } from "../../i18n";
import { useMe } from "../../session";
import { useTenant, useTenants } from "../../ui/tenant";

const most = 200;

/** What the shop sells, by id and name: the first 200, others are known by their ids. Nodes above shops sell nothing. */
export function useProducts(): { value: string; label: string }[] {
  const locale = useLocale();
  const me = useMe();
  const { tenant } = useTenant();
  const { data: tenants } = useTenants();
  const node = me.tenant.id === tenant ? me.tenant : tenants?.find((one) => one.id === tenant);
  const { data } = useQuery({
    queryKey: ["products", tenant],
    enabled: node?.kind === "merchant",
    staleTime: 300_000,
    queryFn: ({ signal }) => call<Paged<Product>>("GET", `/v1/products${query({ tenant, limit: most })}`, undefined, signal),
    select: (page) => page.items,
  });
  return data?.map((product) => ({ value: product.id, label: product.name[locale] || product.id })) ?? [];
}
