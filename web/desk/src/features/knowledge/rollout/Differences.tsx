import type { RolloutDetail, RolloutDifference } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../../i18n";
import { useMay } from "../../../session";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Loading } from "../../../ui/Loading";
import { Side } from "../replay/Flips";
import { useDifferences } from "./api";
import "../replay/replay.css";

/** What the candidate would have answered otherwise while nobody got it, worst first. */
export function Differences({ detail }: { detail: RolloutDetail }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const known = detail.differences.reduce((sum, one) => sum + one.questions, 0);
  const list = useDifferences(detail.rollout.id, known);
  return (
    <section aria-label={t("knowledge.rollout.differences")}>
      <h2>{t("knowledge.rollout.differences")}</h2>
      <p className="muted" role="status">{t(detail.compared === 0 ? "knowledge.rollout.noneCompared" : known === 0 ? "knowledge.rollout.noDifference" : "knowledge.rollout.compared", { count: detail.compared, compared: count(detail.compared, locale), known: count(known, locale) })}</p>
      {list.isPending && <Loading lines={3} />}
      {list.isError && <ErrorBox error={list.error} onRetry={() => void list.refetch()} compact />}
      <ul className="replay-flips">{list.data?.map((one) => <One key={`${one.conversation} ${one.kind}`} difference={one} />)}</ul>
    </section>
  );
}

function One({ difference }: { difference: RolloutDifference }) {
  const { t } = useTranslation();
  const may = useMay();
  const { kind, question, times, conversation, seq, before, after } = difference;
  return (
    <li className="replay-flip">
      <div className="replay-flip-head">
        <span className="replay-question">{question}</span>
        <span className="muted">{t("knowledge.replay.times", { count: times })}</span>
        <span className={`replay-kind ${kind}`}>{t(`knowledge.replay.kind.${kind}`)}</span>
        {may("desk.read") && <Link to={`/conversations/${conversation}?view=all&why=${seq}`}>{t("knowledge.replay.see")}</Link>}
      </div>
      <Side title={t("knowledge.replay.before")} side={before} />
      <Side title={t("knowledge.replay.after")} side={after} />
    </li>
  );
}
