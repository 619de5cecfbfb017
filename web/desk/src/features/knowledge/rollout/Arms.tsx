import type { Interval, RolloutArm, RolloutDetail } from "@serviceos/shared/api";
import { count, share } from "@serviceos/shared/format";
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useStageName } from "./useStageName";

const figures = ["answered", "handedOver", "missed", "wrong"] as const;

/** How both sides fare in a stage: shares with their intervals, as figures and as bars beside them. */
export function Arms({ detail }: { detail: RolloutDetail }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const nameOf = useStageName();
  const served = [...new Set(detail.arms.filter((arm) => arm.stage > 0).map((arm) => arm.stage))];
  const [picked, setPicked] = useState<number>();
  const stage = picked ?? served.at(-1);
  if (stage === undefined) return <p className="muted">{t("knowledge.rollout.noArms")}</p>;
  const of = (arm: RolloutArm["arm"]) => detail.arms.find((one) => one.stage === stage && one.arm === arm);
  const [candidate, control] = [of("candidate"), of("control")];
  const all = (arm: RolloutArm | undefined) => count(arm?.conversations ?? 0, locale);
  return (
    <>
      {served.length > 1 && <Segmented value={stage} onChange={setPicked} aria-label={t("knowledge.rollout.ofStage")} options={served.map((value) => ({ value, label: nameOf(value, detail.rollout.shares) }))} />}
      <table className="rollout-arms">
        <caption>{t("knowledge.rollout.caption", { stage: nameOf(stage, detail.rollout.shares) })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("knowledge.rollout.figure.label")}</th>
            <th scope="col"><i className="rollout-mark candidate" aria-hidden />{t("knowledge.rollout.candidate", { n: all(candidate) })}</th>
            <th scope="col"><i className="rollout-mark control" aria-hidden />{t("knowledge.rollout.control", { n: all(control) })}</th>
            <td aria-hidden className="rollout-scale"><span>0%</span><span>100%</span></td>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <tr key={figure}>
              <th scope="row" title={t(`knowledge.rollout.figure.${figure}Hint`)}>{t(`knowledge.rollout.figure.${figure}`)}</th>
              <td><Share of={candidate?.[figure]} /></td>
              <td><Share of={control?.[figure]} /></td>
              <td aria-hidden className="rollout-bars"><Bar of={candidate?.[figure]} side="candidate" /><Bar of={control?.[figure]} side="control" /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Share({ of }: { of: Interval | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (of?.share === undefined || of.share === null) return <span className="muted">{t("knowledge.rollout.nothing")}</span>;
  return <>{share(of.share, locale, 1)} <span className="muted">{t("knowledge.rollout.interval", { low: share(of.low, locale, 1), high: share(of.high, locale, 1) })}</span></>;
}

/** The band is where the true share lies, the mark what was counted. */
function Bar({ of, side }: { of: Interval | undefined; side: RolloutArm["arm"] }) {
  if (of?.share === undefined || of.share === null) return <div className="rollout-bar" />;
  return (
    <div className={`rollout-bar ${side}`}>
      <i style={{ left: `${of.low * 100}%`, width: `${(of.high - of.low) * 100}%` }} /><b style={{ left: `${of.share * 100}%` }} />
    </div>
  );
}
