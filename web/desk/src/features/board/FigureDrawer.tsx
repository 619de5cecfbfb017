import type { AgentOnline, ConversationRow, Localized, Tile } from "@serviceos/shared/api";
import { clock, dayTime } from "@serviceos/shared/format";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Drawer, Segmented } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../i18n";
import { Empty } from "../../ui/Empty";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { useNow } from "../../ui/now";
import { slaOf } from "../../ui/sla";
import { useFigureRows } from "./api";
import { figureText } from "./figures";

const rowHeight = 56;

/** The rows behind a figure: as many as the figure says, read together with it. */
export function FigureDrawer({ tenant, tile, definition, onClose }: { tenant: string; tile: Tile; definition: Localized | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [whole, setWhole] = useState(false);
  const rows = useFigureRows(tenant, tile.key, whole);
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const agents = rows.data?.pages[0]?.others ?? [];
  const counts = Object.assign({}, ...(rows.data?.pages ?? []).map((page) => page.counts ?? {})) as Record<string, number>;
  const seconds = Object.assign({}, ...(rows.data?.pages ?? []).map((page) => page.seconds ?? {})) as Record<string, number>;
  const count = items.length + agents.length;
  // The figure as it was when the rows were read, so that both always agree.
  const value = rows.data ? (rows.data.pages[0]?.value ?? null) : tile.value;
  const more = rows.hasNextPage && !rows.isFetchingNextPage;

  return (
    <Drawer open size={520} onClose={onClose} title={<>{t(`board.figure.${tile.key}`)} <b className="board-drawer-value">{figureText(value, tile.unit, locale)}</b></>} styles={{ body: { padding: 0, display: "flex", flexDirection: "column" } }}>
      <p className="board-definition">{definition?.[locale]}</p>
      {tile.unit === "share" && (
        <div className="board-pad"><Segmented block size="small" value={whole} onChange={setWhole}
          options={[{ value: false, label: t(`board.rows.part.${tile.key}`) }, { value: true, label: t(`board.rows.whole.${tile.key}`) }]} /></div>
      )}
      {rows.isPending && <div className="board-pad"><Loading /></div>}
      {rows.isError && <div className="board-pad"><ErrorBox error={rows.error} onRetry={() => void rows.refetch()} compact /></div>}
      {rows.isSuccess && count === 0 && <Empty title={t("board.rows.none")}>{t("board.rows.noneText")}</Empty>}
      {count > 0 && <p className="board-rows-count" role="status">{rows.hasNextPage ? t("board.rows.shownSoFar", { count }) : t("board.rows.all", { count })}</p>}
      <Rows items={[...agents, ...items]} counts={counts} seconds={seconds} more={more} onMore={() => void rows.fetchNextPage()} />
    </Drawer>
  );
}

type FigureRow = AgentOnline | ConversationRow;

function Rows({ items, counts, seconds, more, onMore }: { items: FigureRow[]; counts: Record<string, number>; seconds: Record<string, number>; more: boolean; onMore: () => void }) {
  // State, not a ref: inside a drawer the element comes after the first paint.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const virtual = useVirtualizer({ count: items.length, getScrollElement: () => scroller, estimateSize: () => rowHeight, overscan: 8 });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= items.length - 20) onMore();
  }, [more, last, items.length, onMore]);
  return (
    <div ref={setScroller} className="board-rows">
      <ul style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start, key }) => {
          const row = items[index];
          return row && (
            <li key={key} style={{ height: rowHeight, transform: `translateY(${start}px)` }} aria-setsize={items.length} aria-posinset={index + 1}>
              {"consumer" in row ? <Conversation row={row} messages={counts[row.id]} answeredAfter={seconds[row.id]} /> : <Agent agent={row} />}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Conversation({ row, messages, answeredAfter }: { row: ConversationRow; messages: number | undefined; answeredAfter: number | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useNow();
  return (
    <Link to={`/conversations/${row.id}?view=all`} className="board-row">
      <span><b>{row.consumer.name ?? t("board.rows.visitor", { id: row.consumer.id.slice(-4) })}</b>{row.consumer.tier && <span className="muted">{t(`tier.${row.consumer.tier}`, { defaultValue: row.consumer.tier })}</span>}<span className="muted">{row.merchant.name}</span></span>
      <span className="board-row-end">
        {messages !== undefined && <b className="board-row-count">{t("board.rows.messages", { count: messages })}</b>}
        {row.agent?.name ?? t(`board.rows.${row.state}`)}
        {answeredAfter !== undefined && <b className="board-row-count">{t("board.rows.answeredAfter", { time: clock(answeredAfter) })}</b>}
        {row.waitingSince && answeredAfter === undefined && <span className={`board-wait ${slaOf(row, now)}`}>{t("board.rows.waits", { time: clock((now - Date.parse(row.waitingSince)) / 1000) })}</span>}
      </span>
      <span className="muted board-row-words">{row.lastMessage?.preview}</span>
      <span className="muted board-row-end">{dayTime(row.closedAt ?? row.openedAt, locale)}</span>
    </Link>
  );
}

/** Somebody who is online, and how full their hands are. */
function Agent({ agent }: { agent: AgentOnline }) {
  const { t } = useTranslation();
  return (
    <div className="board-row">
      <b>{agent.name}</b>
      <span className="board-row-end num">{agent.assigned} / {agent.capacity}</span>
      <span className="muted board-row-words">{t("board.rows.online")}</span>
    </div>
  );
}
