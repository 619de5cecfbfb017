import type { Despite, GoldenResult, LostAnswers } from "@serviceos/shared/api";
import { count, share } from "@serviceos/shared/format";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useAddress } from "../address";
import { refusalOf, useGoldenRun } from "./api";
import { Does, Expected } from "./Outcome";
import "./golden.css";

/** What holds a publication up: what it was refused for, else what is seen beforehand; and the reason given to publish all the same. */
export function useGate(tenant: string, items: string[] | undefined, refused: unknown, enabled = true) {
  const run = useGoldenRun(tenant, items ? { items } : {}, enabled);
  const [reason, setReason] = useState("");
  const refusal = refusalOf(refused);
  const lost = refusal?.lost;
  const broken = refusal?.broken ?? run.data?.filter((one) => one.standing === "breaks") ?? [];
  const failing = run.data?.filter((one) => one.standing === "fails") ?? [];
  const isHeld = broken.length > 0 || lost !== undefined;
  const despite: Despite | undefined = isHeld && reason.trim() ? { reason: reason.trim(), questions: broken.map((one) => one.id), ...(lost ? { replay: lost.replay } : {}) } : undefined;
  return { run, broken, lost, failing, reason, setReason, despite, isHeld, mayGo: !isHeld || despite !== undefined };
}

interface Props {
  gate: ReturnType<typeof useGate>;
  /** Before somebody goes elsewhere to put it right. */
  onLeave: () => void;
}

/** Says whether the golden questions hold it up; if they do, which, and the two ways on: put it right, or give a reason. */
export function Gate({ gate, onLeave }: Props) {
  const { t } = useTranslation();
  const { run, broken, lost, failing, reason, setReason, isHeld } = gate;
  const passing = run.data?.filter((one) => one.standing === "passes" || one.standing === "mends").length ?? 0;
  if ((run.data?.length ?? 0) === 0 && !isHeld) return <div role="status" />;
  return (
    <section className={isHeld ? "gate held" : "gate"} aria-label={t("knowledge.gate.title")}>
      <p role="status">
        <b>{t("knowledge.gate.title")}</b>{" · "}
        {broken.length > 0 ? t("knowledge.gate.broken", { count: broken.length }) : lost ? t("knowledge.gate.held") : run.isPending ? t("knowledge.golden.asking") : run.isError ? t("knowledge.gate.later") : t("knowledge.gate.passed", { count: passing })}
      </p>
      {lost && <Lost lost={lost} onLeave={onLeave} />}
      {isHeld && (
        <>
          <ul>{broken.map((one) => <Broken key={one.id} result={one} onLeave={onLeave} />)}</ul>
          <label>
            {t("knowledge.gate.reason")}
            <Input.TextArea value={reason} maxLength={500} autoSize={{ minRows: 2, maxRows: 4 }} placeholder={t("knowledge.gate.reasonHint")} onChange={(event) => setReason(event.target.value)} />
          </label>
        </>
      )}
      {failing.length > 0 && (
        <details>
          <summary>{t("knowledge.gate.failing", { count: failing.length })}</summary>
          <ul>{failing.map((one) => <li key={one.id}><span>{one.question}</span> <span className="muted"><Does side={one.before} /></span></li>)}</ul>
        </details>
      )}
    </section>
  );
}

/** A replay of just this showed more lost answers than are allowed. */
function Lost({ lost, onLeave }: { lost: LostAnswers; onLeave: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { go } = useAddress();
  const see = () => {
    onLeave();
    go({ replay: "1", rollout: undefined });
  };
  return (
    <p className="gate-lost">
      {t("knowledge.gate.lost", { lost: count(lost.lost, locale), questions: count(lost.questions, locale), most: share(lost.shareMax, locale, 1) })}{" "}
      <Button size="small" onClick={see}>{t("knowledge.gate.seeReplay")}</Button>
    </p>
  );
}

function Broken({ result, onLeave }: { result: GoldenResult; onLeave: () => void }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  const { before } = result;
  const leave = (to: Parameters<typeof go>[0]) => {
    onLeave();
    go(to);
  };
  return (
    <li className="gate-broken">
      <b>{result.question}</b>
      <dl>
        <dt>{t("knowledge.golden.expects")}</dt><dd><Expected expects={result.expects} what={result.what} /></dd>
        <dt>{t("knowledge.replay.after")}</dt><dd><Does side={result.after} /></dd>
      </dl>
      <span className="gate-ways">
        {before.item && <Button size="small" onClick={() => leave({ item: before.item, new: undefined, tab: undefined, golden: undefined })}>{t("knowledge.gate.fixItem")}</Button>}
        <Button size="small" onClick={() => leave({ golden: "1" })}>{t("knowledge.gate.fixGolden")}</Button>
      </span>
    </li>
  );
}
