import type { KnowledgeRow } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { Empty } from "../../ui/Empty";
import { ErrorBox } from "../../ui/ErrorBox";
import { useKeys } from "../../ui/keys";
import { Loading } from "../../ui/Loading";
import { TimeAgo } from "../../ui/TimeAgo";
import { useAddress } from "./address";
import { useItems } from "./api";
import { ItemFilters } from "./ItemFilters";
import { StateWord } from "./StateWord";
import { useSteady } from "./useSteady";

const rowHeight = 60;

export function ItemList({ tenant, onNew }: { tenant: string; onNew: (() => void) | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { filters, go } = useAddress();
  const items = useItems(tenant, filters);
  const rows = useSteady(items.data?.pages.flatMap((page) => page.items) ?? [], `${JSON.stringify(filters)} ${items.isPlaceholderData}`);
  const total = items.data?.pages[0]?.total;
  const filtered = Object.values(filters).some(Boolean);
  const categories = [...new Set(rows.flatMap((row) => row.category ?? []))].sort();

  return (
    <aside className="kn-list" aria-label={t("knowledge.list.title")}>
      <ItemFilters filters={filters} categories={categories} go={go} />
      <p className="kn-total" role="status">
        {total !== undefined && t("knowledge.list.total", { count: total, n: count(total, locale) })}
      </p>
      {items.isError && <ErrorBox error={items.error} onRetry={() => void items.refetch()} compact />}
      {items.isPending && <Loading lines={8} />}
      {items.isSuccess && rows.length === 0 && (filtered
        ? <Empty title={t("knowledge.list.noneFound")} action={<Button size="small" onClick={() => go({ q: undefined, language: undefined, state: undefined, category: undefined })}>{t("knowledge.list.clear")}</Button>} />
        : <Empty title={t("knowledge.list.empty")} action={onNew && <Button size="small" onClick={onNew}>{t("knowledge.new")}</Button>}>{t("knowledge.list.emptyText")}</Empty>)}
      <Rows rows={rows} more={items.hasNextPage && !items.isFetchingNextPage} onMore={() => void items.fetchNextPage()} />
    </aside>
  );
}

function Rows({ rows, more, onMore }: { rows: KnowledgeRow[]; more: boolean; onMore: () => void }) {
  const { t } = useTranslation();
  const { item, go } = useAddress();
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => scroller.current, estimateSize: () => rowHeight, overscan: 6 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;

  useEffect(() => {
    if (more && last >= rows.length - 10) onMore();
  }, [more, last, rows.length, onMore]);

  const step = (by: number) => {
    const at = rows.findIndex((row) => row.id === item);
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (!next) return false;
    go({ item: next.id, new: undefined });
    virtual.scrollToIndex(rows.indexOf(next));
    return true;
  };
  useKeys("knowledge", [
    { keys: "j", label: t("knowledge.keys.next"), run: () => step(1) },
    { keys: "k", label: t("knowledge.keys.previous"), run: () => step(-1) },
  ]);

  return (
    <div ref={scroller} className="kn-rows">
      <ul style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, key }) => {
          const row = rows[index];
          return row && (
            <li key={key} style={{ transform: `translateY(${start}px)`, height: rowHeight }} aria-setsize={rows.length} aria-posinset={index + 1}>
              <Row row={row} current={row.id === item} onOpen={() => go({ item: row.id, new: undefined })} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Row({ row, current, onOpen }: { row: KnowledgeRow; current: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="plain-button kn-row" aria-current={current} onClick={onOpen}>
      <span className="kn-row-question" lang={row.language}>{row.question || t("knowledge.untitled")}</span>
      <span className="kn-row-facts">
        <StateWord state={row.state} />
        {row.inherited && <span className="kn-origin" title={t("knowledge.inheritedHint", { name: row.origin.name })}>{t("knowledge.from", { name: row.origin.name })}</span>}
        {row.overrides && <span className="kn-origin">{t("knowledge.overrides")}</span>}
        {row.category && <span>{row.category}</span>}
        <span>{t("knowledge.similarCount", { count: row.similarCount })}</span>
        <span className="kn-row-when"><TimeAgo at={row.updatedAt} /></span>
      </span>
    </button>
  );
}
