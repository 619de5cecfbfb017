import type { BotQuality } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useTenant } from "../../ui/tenant";
import { percent } from "./text";

type Merchant = BotQuality["merchants"][number];
const columns = ["opened", "botShare", "closed", "botResolution", "automation"] as const;
type Column = (typeof columns)[number] | "name";
const first = 50;

/** The shops of this node, the least automated first; a shop's name opens its own page. */
export function Merchants({ merchants }: { merchants: Merchant[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { setTenant } = useTenant();
  const [order, setOrder] = useState<{ by: Column; down: boolean }>({ by: "automation", down: false });
  const [all, setAll] = useState(false);
  const rows = merchants.toSorted((a, b) =>
    (order.down ? -1 : 1) * (order.by === "name" ? a.name.localeCompare(b.name, locale) : (valueOf(a, order.by) ?? -1) - (valueOf(b, order.by) ?? -1)) || a.name.localeCompare(b.name, locale));
  const head = (by: Column) => (
    <th key={by} scope="col" aria-sort={order.by === by ? (order.down ? "descending" : "ascending") : "none"}>
      <button type="button" className="plain-button" onClick={() => setOrder((old) => ({ by, down: old.by === by && !old.down }))}>
        {t(`quality.column.${by}`)}<i aria-hidden>{order.by === by ? (order.down ? "↓" : "↑") : ""}</i>
      </button>
    </th>
  );
  return (
    <section className="quality-card" aria-label={t("quality.merchants")}>
      <h2>{t("quality.merchants")} <span className="muted">{merchants.length}</span></h2>
      <div className="quality-scroll"><table className="quality-table">
        <thead><tr>{head("name")}{columns.map(head)}</tr></thead>
        <tbody>
          {rows.slice(0, all ? undefined : first).map((row) => (
            <tr key={row.id}>
              <th scope="row"><button type="button" className="plain-button quality-open" onClick={() => setTenant(row.id)}>{row.name}</button></th>
              {columns.map((by) => <td key={by}>{by === "opened" || by === "closed" ? count(row.counts[by], locale) : percent(row.shares[by], locale)}</td>)}
            </tr>
          ))}
        </tbody>
      </table></div>
      {!all && merchants.length > first && <button type="button" className="plain-button quality-switch" onClick={() => setAll(true)}>{t("quality.allMerchants", { count: merchants.length })}</button>}
    </section>
  );
}

function valueOf(row: Merchant, by: Exclude<Column, "name">): number | null {
  return by === "opened" || by === "closed" ? row.counts[by] : (row.shares[by] ?? null);
}
