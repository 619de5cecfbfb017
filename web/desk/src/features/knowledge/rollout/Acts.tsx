import type { RolloutDetail } from "@serviceos/shared/api";
import { count, when } from "@serviceos/shared/format";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { ErrorBox } from "../../../ui/ErrorBox";
import { refusalOf } from "../golden/api";
import { Gate, useGate } from "../golden/Gate";
import { type RolloutAct, useRolloutAct } from "./api";
import { useStageName } from "./useStageName";

/** What it waits for, and what may be done with it: one click each. */
export function Acts({ tenant, detail, write }: { tenant: string; detail: RolloutDetail; write: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nameOf = useStageName();
  const act = useRolloutAct(tenant);
  const gate = useGate(tenant, undefined, act.error, false);
  const { rollout, waitsFor } = detail;
  const held = refusalOf(act.error) !== undefined;
  const isLast = rollout.stage === rollout.shares.length - 1;
  // the second click of a double one is none: the first is under way
  const run = (what: RolloutAct) => !act.isPending && act.mutate({ rollout, act: what, despite: what === "next" ? gate.despite : undefined });
  const sample = { seen: count(detail.sample, locale), min: count(rollout.conversationsMin, locale), until: when(detail.heldUntil, locale) };
  return (
    <section className="rollout-acts" aria-label={t("knowledge.rollout.acts")}>
      <p role="status">
        {rollout.state === "paused" && <><b>{t("knowledge.rollout.paused")}</b> </>}
        {waitsFor && t(`knowledge.rollout.waits.${rollout.stage === 0 && waitsFor === "sample" ? "questions" : waitsFor}`, sample)}
      </p>
      {write && (
        <span className="rollout-buttons">
          <Button type="primary" danger={held} disabled={held && !gate.mayGo} loading={act.isPending && act.variables.act === "next"} onClick={() => run("next")}>
            {held ? t("knowledge.gate.allTheSame") : isLast ? t("knowledge.rollout.publish") : t("knowledge.rollout.next", { stage: nameOf(rollout.stage + 1, rollout.shares) })}
          </Button>
          {rollout.state === "running"
            ? <Button onClick={() => run("pause")}>{t("knowledge.rollout.pause")}</Button>
            : <Button onClick={() => run("resume")}>{t("knowledge.rollout.resume")}</Button>}
          <Button danger onClick={() => run("rollback")}>{t("knowledge.rollout.rollBack")}</Button>
        </span>
      )}
      {held && <Gate gate={gate} onLeave={() => undefined} />}
      {act.isError && !held && <ErrorBox error={act.error} compact />}
    </section>
  );
}
