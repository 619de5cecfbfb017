import { count, when } from "@serviceos/shared/format";
import type { Replay } from "@serviceos/shared/api";
import { Button, Progress, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useMe } from "../../../session";
import { Empty } from "../../../ui/Empty";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { TenantPicker, useTenants } from "../../../ui/tenant";
import { isOpen, useReplay, useReplayActs } from "./api";
import { Flips } from "./Flips";
import { Outcomes } from "./Outcomes";
import "./replay.css";

const periods = [7, 14, 30];

/** Real questions, asked of what is live and of what waits: what would be answered otherwise, before it is. */
export function ReplayPage({ tenant, write, onLeave }: { tenant: string; write: boolean; onLeave: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const { data: tenants } = useTenants();
  const [days, setDays] = useState(7);
  const { list, replay } = useReplay(tenant);
  const { start, cancel } = useReplayActs(tenant);
  const shown = replay.data;
  const node = me.tenant.id === tenant ? me.tenant : tenants?.find((one) => one.id === tenant);
  const isShop = node?.kind === "merchant";
  const begin = write && isShop && !isOpen(shown) && (
    <Button type="primary" loading={start.isPending} onClick={() => start.mutate(days)}>{t(shown ? "knowledge.replay.again" : "knowledge.replay.start")}</Button>
  );

  return (
    <Page title={t("knowledge.replay.title")}
      tools={<><TenantPicker /><Segmented value={days} onChange={setDays} aria-label={t("knowledge.replay.period")}
        options={periods.map((value) => ({ value, label: t("knowledge.replay.days", { count: value }) }))} />{begin}</>}
      actions={<Button onClick={onLeave}>{t("knowledge.replay.leave")}</Button>}>
      <div className="replay">
        {(list.isPending || (list.data && replay.isPending)) && <Loading lines={8} />}
        {(list.isError || replay.isError) && <ErrorBox error={list.error ?? replay.error} onRetry={() => void list.refetch()} />}
        {start.isError && <ErrorBox error={start.error} compact />}
        {list.data === null && <Empty title={t("knowledge.replay.none")} action={begin}>{t(isShop ? "knowledge.replay.noneText" : "knowledge.replay.merchantOnly")}</Empty>}
        {shown && isOpen(shown) && <Running replay={shown} onCancel={write ? () => cancel.mutate(shown.id) : undefined} />}
        {shown && (shown.state === "cancelled" || shown.state === "failed") && <Empty title={t(`knowledge.replay.state.${shown.state}`)} action={begin} />}
        {shown?.summary && <Result replay={shown} tenant={tenant} write={write} />}
      </div>
    </Page>
  );
}

function Running({ replay, onCancel }: { replay: Replay; onCancel: (() => void) | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { done, total } = replay;
  const text = total > 0 && done > 0 ? t("knowledge.replay.progress", { done: count(done, locale), total: count(total, locale) }) : t("knowledge.replay.preparing");
  return (
    <div className="replay-running">
      <p role="status">{text}</p>
      <Progress percent={total > 0 ? Math.round((100 * done) / total) : 0} aria-label={text} status="normal" showInfo={false} />
      {onCancel && <Button size="small" onClick={onCancel}>{t("knowledge.replay.cancel")}</Button>}
    </div>
  );
}

function Result({ replay, tenant, write }: { replay: Replay; tenant: string; write: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { summary, flips } = replay;
  if (!summary) return null;
  const changed = Object.values(summary.kinds).reduce((sum, one) => sum + one, 0);
  const figures = { changed: count(changed, locale), questions: count(summary.questions, locale) };
  return (
    <>
      <header className="replay-head">
        <h2 role="status">{t(changed > 0 ? "knowledge.replay.result" : "knowledge.replay.same", figures)}</h2>
        <p className="muted">{t("knowledge.replay.by", { by: replay.by, at: when(replay.startedAt, locale), days: replay.days })}</p>
        <dl className="replay-kinds">
          {(["lost", "other", "reworded", "changed", "gained"] as const).map((kind) => (
            <div key={kind} className={`replay-kind ${kind}`}><dt>{t(`knowledge.replay.kind.${kind}`)}</dt><dd>{count(summary.kinds[kind] ?? 0, locale)}</dd></div>
          ))}
        </dl>
      </header>
      <Outcomes summary={summary} />
      {flips.length > 0 && <Flips key={replay.id} tenant={tenant} replay={replay} write={write} />}
    </>
  );
}
