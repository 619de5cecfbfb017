import type { Gap } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { Button, Segmented } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { Empty } from "../../../ui/Empty";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useKeys } from "../../../ui/keys";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { TenantPicker } from "../../../ui/tenant";
import { useGaps } from "./api";
import { GapDetail } from "./GapDetail";
import { Trend } from "./Trend";
import { useJudge } from "./useJudge";
import "./gaps.css";

const periods = [7, 14, 30];

/** What the bot misses, most failures first; one key a verdict. */
export function GapsPage({ tenant, write, onLeave }: { tenant: string; write: boolean; onLeave: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [days, setDays] = useState(7);
  const [at, setAt] = useState(0);
  const gaps = useGaps(tenant, days);
  const items = gaps.data?.items ?? [];
  const current = items[Math.min(at, items.length - 1)];
  const { judge, undo, isBusy, error } = useJudge(tenant, days);

  const step = (by: number) => {
    if (items.length === 0) return false;
    setAt(Math.min(Math.max(Math.min(at, items.length - 1) + by, 0), items.length - 1));
    return true;
  };
  useKeys("knowledge", [
    { keys: "j", label: t("knowledge.gaps.keys.next"), run: () => step(1) },
    { keys: "k", label: t("knowledge.gaps.keys.previous"), run: () => step(-1) },
    ...(write ? [{ keys: "u", label: t("knowledge.gaps.keys.undo"), run: () => undo() }] : []),
  ]);

  return (
    <Page title={t("knowledge.gaps.title")}
      tools={<><TenantPicker /><Segmented value={days} onChange={setDays} aria-label={t("knowledge.gaps.period")}
        options={periods.map((value) => ({ value, label: t("knowledge.gaps.days", { count: value }) }))} /></>}
      actions={<Button onClick={onLeave}>{t("knowledge.gaps.leave")}</Button>}>
      <div className="gaps">
        <p className="gaps-looked" role="status">
          {gaps.data && t("knowledge.gaps.looked", { failed: count(gaps.data.failed, locale), questions: count(gaps.data.questions, locale) })}
        </p>
        {gaps.isPending && <Loading lines={8} />}
        {gaps.isError && <ErrorBox error={gaps.error} onRetry={() => void gaps.refetch()} />}
        {gaps.isSuccess && items.length === 0 && <Empty title={t("knowledge.gaps.none")}>{t("knowledge.gaps.noneText")}</Empty>}
        {current && gaps.data && (
          <div className="gaps-columns">
            <ul className="gaps-list" aria-label={t("knowledge.gaps.list")}>
              {items.map((gap, index) => (
                <Row key={gap.key} gap={gap} firstDay={gaps.data.firstDay} isCurrent={gap === current} onOpen={() => setAt(index)} />
              ))}
            </ul>
            <GapDetail key={current.key} tenant={tenant} gap={current} firstDay={gaps.data.firstDay} isBusy={isBusy} error={error} judge={write ? judge : undefined} />
          </div>
        )}
      </div>
    </Page>
  );
}

function Row({ gap, firstDay, isCurrent, onOpen }: { gap: Gap; firstDay: string; isCurrent: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  const row = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li>
      <button ref={row} type="button" className="plain-button gap-row" aria-current={isCurrent} onClick={onOpen}>
        <span className="gap-row-title" lang={gap.language}>{gap.title}</span>
        <Trend gap={gap} firstDay={firstDay} />
        <span className="gap-row-facts">{t("knowledge.gaps.failedOf", { failed: gap.failed, volume: gap.volume })}</span>
      </button>
    </li>
  );
}
