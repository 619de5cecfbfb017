import type { Tenant, TenantSettings } from "@serviceos/shared/api";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { TenantPicker, useTenant, useTenants } from "../../ui/tenant";
import { useMe } from "../../session";
import { useAbove, useTenantSettings } from "./api";
import { ancestorsOf } from "./own";
import { SettingsForm } from "./SettingsForm";
import "./settings.css";

/** How a node of the tree serves: what it says itself, and what it takes from above. */
export function SettingsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { tenant } = useTenant();
  const { data: tenants } = useTenants();
  const settings = useTenantSettings(tenant);
  const node = tenants?.find((one) => one.id === tenant) ?? (me.tenant.id === tenant ? me.tenant : undefined);
  return (
    <Page title={t("settings.title")} tools={<TenantPicker />}>
      {settings.isPending && <Loading lines={10} />}
      {settings.isError && <ErrorBox error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && node && <Loaded key={tenant} node={node} tenants={tenants ?? []} settings={settings.data} />}
    </Page>
  );
}

function Loaded({ node, tenants, settings }: { node: Tenant; tenants: Tenant[]; settings: TenantSettings }) {
  const ancestors = ancestorsOf(tenants, node.id);
  const above = useAbove(ancestors);
  const seesTop = (ancestors.at(-1) ?? node).kind === "platform";
  return <SettingsForm node={node} settings={settings} above={above} seesTop={seesTop} />;
}
