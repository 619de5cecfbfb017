import type { RolloutDetail, RolloutFailure, RolloutReason } from "@serviceos/shared/api";
import { count, when } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../../i18n";
import { useMay } from "../../../session";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useFailed } from "./api";

/** How it ended, or why it was paused by itself; when it proved worse, in what, by how much, and the conversations behind it. */
export function Ended({ detail }: { detail: RolloutDetail }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { rollout, moves } = detail;
  const last = moves.at(-1);
  const reason = last?.reason;
  if (!last || rollout.state === "running" || (rollout.state === "paused" && !reason)) return null;
  const who = last.by ? t("knowledge.rollout.endedBy", { by: last.by, at: when(last.at, locale) }) : t("knowledge.rollout.endedItself", { at: when(last.at, locale) });
  return (
    <section className={`rollout-ended ${reason ? "bad" : rollout.state}`} role="status" aria-label={t(`knowledge.rollout.ended.${rollout.state}`)}>
      <h2>{t(`knowledge.rollout.ended.${rollout.state}`)} <span className="muted">{who}</span></h2>
      {reason && <p>{words(reason)}</p>}
      {rollout.state === "rolled-back" && <p className="muted">{t("knowledge.rollout.kept")}</p>}
      {reason?.what && reason.what !== "lost" && <Failed id={rollout.id} by={reason.what} />}
    </section>
  );

  function words(why: RolloutReason) {
    if (why.kind === "golden-broken") return t("knowledge.rollout.reason.golden-broken", { questions: (why.broken ?? []).join(t("knowledge.listComma")) });
    const n = (value: number | undefined) => count(value ?? 0, locale);
    return t(`knowledge.rollout.reason.${why.what ?? "missed"}`, { failed: n(why.candidateFailed), all: n(why.candidateAll), otherFailed: n(why.controlFailed), otherAll: n(why.controlAll) });
  }
}

function Failed({ id, by }: { id: string; by: RolloutFailure }) {
  const { t } = useTranslation();
  const may = useMay();
  const list = useFailed(id, by, true);
  return (
    <details open>
      <summary>{t("knowledge.rollout.behind")}</summary>
      {list.isError && <ErrorBox error={list.error} onRetry={() => void list.refetch()} compact />}
      <ul className="rollout-failed">
        {list.data?.map((turn) => (
          <li key={`${turn.conversation} ${turn.seq}`}>
            {may("desk.read") ? <Link to={`/conversations/${turn.conversation}?view=all&why=${turn.seq}`}>{turn.text}</Link> : <span>{turn.text}</span>}
            <span className="muted">{turn.item ?? t(`knowledge.replay.outcome.${turn.outcome}`)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
