import type { Content, KnowledgeItem } from "@serviceos/shared/api";
import { dayTime } from "@serviceos/shared/format";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { Empty } from "../../ui/Empty";
import { ErrorBox, useErrorText } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { useToasts } from "../../ui/UndoToast";
import { useItemActs, useVersion } from "./api";
import { isSame } from "./content";
import { useGoldenRun } from "./golden/api";
import { DiffTable } from "./DiffTable";

interface Props {
  tenant: string;
  item: KnowledgeItem;
  /** The words in the editor now. */
  current: Content;
  canRollBack: boolean;
  onRolledBack: () => void;
}

/** What was live when, how it differs from now, and the way back: pick one, roll back. */
export function Versions({ tenant, item, current, canRollBack, onRolledBack }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const newest = item.versions[0]?.version;
  const pending = item.state === "changed" || item.state === "archived";
  const [chosen, setChosen] = useState(pending ? newest : item.versions[1]?.version ?? newest);
  const old = useVersion(tenant, item.id, chosen);
  const { rollback } = useItemActs(tenant);
  const failed = useErrorText(rollback.error);
  const { offerUndo } = useToasts();
  // a rollback is never held up: it is only told what it would break
  const goesBack = canRollBack && chosen !== undefined && chosen !== newest;
  const breaks = useGoldenRun(tenant, { rollBack: { item: item.id, version: chosen ?? 0 } }, goesBack).data?.filter((one) => one.standing === "breaks") ?? [];
  // with a draft waiting, going back to its very words makes them live
  const isSameAsLive = item.state === "published" && old.data !== undefined && isSame(old.data.content, current);

  if (item.versions.length === 0) return <Empty title={t("knowledge.versions.none")}>{t("knowledge.versions.noneText")}</Empty>;

  const goBack = (version: number, undoTo?: number) => rollback.mutate({ id: item.id, version }, {
    onSuccess: () => {
      onRolledBack();
      if (undoTo !== undefined) offerUndo(t("knowledge.versions.rolledBack", { version }), () => goBack(undoTo));
    },
  });

  return (
    <div className="kn-versions">
      <ol aria-label={t("knowledge.versions.list")}>
        {item.versions.map((one) => (
          <li key={one.version}>
            <button type="button" className="plain-button kn-version" aria-pressed={one.version === chosen} onClick={() => setChosen(one.version)}>
              <span><b>{t("knowledge.versions.n", { version: one.version })}</b>{one.version === newest && <span className="kn-state published">{t("knowledge.versions.live")}</span>}</span>
              <span className="muted">{dayTime(one.publishedAt, locale)} · {one.by}</span>
              {one.note && <span className="kn-note">{one.note}</span>}
              {one.despite && <span className="kn-note kn-despite">{t("knowledge.versions.despite", { reason: one.despite })}</span>}
            </button>
          </li>
        ))}
      </ol>
      <div className="kn-diff-side">
        <div className="kn-diff-head">
          <span>{t("knowledge.versions.compare", { version: chosen })}</span>
          {canRollBack && chosen !== undefined && (chosen !== newest || item.state === "changed") && (
            <span className="kn-roll-back">
              {isSameAsLive && <small id="kn-roll-back-why" className="muted">{t("knowledge.versions.nothingToRollBack")}</small>}
              <Button size="small" type="primary" disabled={isSameAsLive} {...(isSameAsLive && { "aria-describedby": "kn-roll-back-why" })} loading={rollback.isPending} onClick={() => goBack(chosen, newest)}>
                {t("knowledge.versions.rollBack", { version: chosen })}
              </Button>
            </span>
          )}
        </div>
        <div role="status">{goesBack && breaks.length > 0 && <p className="kn-not-live">{t("knowledge.versions.breaks", { count: breaks.length, questions: breaks.map((one) => one.question).join(t("knowledge.listComma")) })}</p>}</div>
        {rollback.isError && <p className="kn-failed" role="alert">{t("knowledge.versions.failed", { what: failed })}</p>}
        {old.isPending && <Loading lines={6} />}
        {old.isError && <ErrorBox error={old.error} onRetry={() => void old.refetch()} compact />}
        {old.data && <DiffTable before={old.data.content} after={current} beforeTitle={t("knowledge.versions.n", { version: old.data.version })} afterTitle={t("knowledge.versions.now")} />}
      </div>
    </div>
  );
}
