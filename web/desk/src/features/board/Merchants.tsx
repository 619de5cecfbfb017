import type { Board, FigureUnit } from "@serviceos/shared/api";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useTenant } from "../../ui/tenant";
import { type Column, figureText, type Order, ordered } from "./figures";

const columns: { key: Exclude<Column, "name">; unit: FigureUnit }[] = [
  { key: "waiting", unit: "count" }, { key: "longestWaitSeconds", unit: "seconds" }, { key: "inService", unit: "count" }, { key: "withBot", unit: "count" },
  { key: "botShare", unit: "share" }, { key: "resolved", unit: "count" }, { key: "firstResponseSeconds", unit: "seconds" }, { key: "messagesPerMinute", unit: "per-minute" },
];
const first = 50;

/** The shops of this node, worst first; a shop's name opens its own board. */
export function Merchants({ merchants }: { merchants: Board["merchants"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { tenant, setTenant } = useTenant();
  const [order, setOrder] = useState<Order>({ by: "longestWaitSeconds", down: true });
  const [all, setAll] = useState(false);
  const rows = ordered(merchants, order, locale);
  const sortBy = (by: Column) => setOrder((old) => ({ by, down: old.by === by ? !old.down : by !== "name" }));
  const head = (by: Column) => (
    <th key={by} scope="col" aria-sort={order.by === by ? (order.down ? "descending" : "ascending") : "none"}>
      <button type="button" className="plain-button" onClick={() => sortBy(by)}>{t(`board.merchants.${by}`)}<i aria-hidden>{order.by === by ? (order.down ? "↓" : "↑") : ""}</i></button>
    </th>
  );

  return (
    <section className="board-card" aria-label={t("board.merchants.title")}>
      <h2>{t("board.merchants.title")} <span className="muted">{merchants.length}</span></h2>
      <div className="board-scroll"><table className="board-table">
        <thead><tr>{head("name")}{columns.map(({ key }) => head(key))}</tr></thead>
        <tbody>
          {rows.slice(0, all ? undefined : first).map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.id === tenant ? row.name : <button type="button" className="plain-button board-open" onClick={() => setTenant(row.id)}>{row.name}</button>}</th>
              {columns.map(({ key, unit }) => <td key={key} className={row[key] === 0 ? "zero" : ""}>{figureText(row[key], unit, locale)}</td>)}
            </tr>
          ))}
        </tbody>
      </table></div>
      {!all && merchants.length > first && <button type="button" className="plain-button board-switch" onClick={() => setAll(true)}>{t("board.merchants.all", { count: merchants.length })}</button>}
    </section>
  );
}
