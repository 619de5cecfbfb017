import type { BotQuality, ConversationRow, QualityFigure, QualityPeriod } from "@serviceos/shared/api";
import { dayTime } from "@serviceos/shared/format";
import { Button, Drawer, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../i18n";
import { useMay } from "../../session";
import { Empty } from "../../ui/Empty";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { useQualityRows } from "./api";
import { percent } from "./text";

interface Props {
  tenant: string;
  period: QualityPeriod;
  figure: QualityFigure;
  quality: BotQuality;
  onClose: () => void;
}

/** The conversations behind a share: those that count, or all that it is a share of. */
export function RowsDrawer({ tenant, period, figure, quality, onClose }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [whole, setWhole] = useState(false);
  const rows = useQualityRows(tenant, period, figure, whole);
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  const value = rows.data ? (rows.data.pages[0]?.value ?? null) : quality.shares[figure];
  return (
    <Drawer open size={520} onClose={onClose} title={<>{t(`quality.figure.${figure}`)} <b>{percent(value, locale)}</b></>}>
      <p className="quality-definition">{quality.definitions.find((one) => one.key === figure)?.definition[locale]}</p>
      <Segmented block size="small" value={whole} onChange={setWhole} options={[{ value: false, label: t(`quality.rows.part.${figure}`) }, { value: true, label: t(`quality.rows.whole.${figure}`) }]} />
      {rows.isPending && <Loading />}
      {rows.isError && <ErrorBox error={rows.error} onRetry={() => void rows.refetch()} compact />}
      {rows.isSuccess && items.length === 0 && <Empty title={t("quality.rows.none")}>{t("quality.rows.noneText")}</Empty>}
      {items.length > 0 && <p className="quality-count" role="status">{t(rows.hasNextPage ? "quality.rows.soFar" : "quality.rows.all", { count: items.length })}</p>}
      <ul className="quality-rows">{items.map((row) => <Row key={row.id} row={row} />)}</ul>
      {rows.hasNextPage && <Button block loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>{t("quality.rows.more")}</Button>}
    </Drawer>
  );
}

function Row({ row }: { row: ConversationRow }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const may = useMay();
  const words = (
    <>
      <span><b>{row.consumer.name ?? t("quality.rows.visitor", { id: row.consumer.id.slice(-4) })}</b> <span className="muted">{row.merchant.name}</span></span>
      <span className="muted">{dayTime(row.closedAt ?? row.openedAt, locale)}</span>
      <span className="muted quality-row-words">{row.lastMessage?.preview}</span>
    </>
  );
  return <li>{may("desk.read") ? <Link to={`/conversations/${row.id}?view=all`}>{words}</Link> : <div>{words}</div>}</li>;
}
