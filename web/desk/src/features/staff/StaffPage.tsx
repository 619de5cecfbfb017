import { Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useMay } from "../../session";
import { Page } from "../../ui/Page";
import { TenantPicker, useTenant } from "../../ui/tenant";
import { ApiKeys } from "./ApiKeys";
import { People } from "./People";
import { Skills } from "./Skills";
import "./staff.css";

/** Who works here, what they can do, and which programs may act for the shop. */
export function StaffPage() {
  const { t } = useTranslation();
  const { tenant } = useTenant();
  const may = useMay();
  const [search, setSearch] = useSearchParams();
  const tabs = [
    { key: "people", label: t("staff.tab.people"), children: <People key={tenant} tenant={tenant} /> },
    { key: "skills", label: t("staff.tab.skills"), children: <Skills key={tenant} tenant={tenant} /> },
    ...(may("keys.write") ? [{ key: "keys", label: t("staff.tab.keys"), children: <ApiKeys key={tenant} tenant={tenant} /> }] : []),
  ];
  const active = tabs.find((tab) => tab.key === search.get("tab"))?.key ?? "people";
  return (
    <Page title={t("staff.title")} tools={<TenantPicker />}>
      <Tabs className="staff-tabs" activeKey={active} items={tabs} destroyOnHidden onChange={(tab) => setSearch((old) => {
        const next = new URLSearchParams(old);
        next.set("tab", tab);
        return next;
      }, { replace: true })} />
    </Page>
  );
}
