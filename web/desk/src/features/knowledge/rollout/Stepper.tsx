import type { RolloutDetail } from "@serviceos/shared/api";
import { when } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { isOpen } from "./api";
import { useStageName } from "./useStageName";

/** Where it is on its way from nobody to everybody, and since when it was where. */
export function Stepper({ detail }: { detail: RolloutDetail }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nameOf = useStageName();
  const { rollout, moves } = detail;
  const published = rollout.state === "published";
  const since = (stage: number) => moves.find((move) => move.stage === stage && move.state !== "published")?.at;
  const steps = [
    ...rollout.shares.map((_, stage) => ({
      name: nameOf(stage, rollout.shares), at: since(stage),
      is: published || stage < rollout.stage ? "done" : stage > rollout.stage ? "ahead" : isOpen(rollout) ? "here" : "stopped",
    })),
    { name: t("knowledge.rollout.everybody"), at: published ? rollout.endedAt : undefined, is: published ? "done" : "ahead" },
  ];
  return (
    <ol className="rollout-steps" aria-label={t("knowledge.rollout.steps")}>
      {steps.map((step) => (
        <li key={step.name} className={step.is} aria-current={step.is === "here" ? "step" : undefined}>
          <b>{step.name}</b>
          <span className="muted">{[step.is === "done" && step.at ? undefined : t(`knowledge.rollout.step.${step.is}`), step.at && when(step.at, locale)].filter(Boolean).join(" · ")}</span>
        </li>
      ))}
    </ol>
  );
}
