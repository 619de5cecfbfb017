import type { Flip, FlipVerdict, Replay, ReplaySide } from "@serviceos/shared/api";
import { share } from "@serviceos/shared/format";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../../i18n";
import { useMay } from "../../../session";
import { useKeys } from "../../../ui/keys";
import { useToasts } from "../../../ui/UndoToast";
import { useGoldenActs } from "../golden/api";
import { expectationOf } from "../golden/expect";
import { useReplayActs } from "./api";

const verdictKeys: readonly [string, FlipVerdict][] = [["b", "better"], ["w", "worse"], ["x", "unknown"]];
/** The server keeps so many. */
const keptMost = 500;

/** What is answered otherwise, side by side; one key a verdict. */
export function Flips({ tenant, replay, write }: { tenant: string; replay: Replay; write: boolean }) {
  const { t } = useTranslation();
  const { tell, offerUndo } = useToasts();
  const { keep, drop } = useGoldenActs(tenant);
  const [last, setLast] = useState<number>();
  const { judge } = useReplayActs(tenant);
  const [at, setAt] = useState(0);
  const { flips } = replay;
  const current = flips[at];
  const tally = (verdict: FlipVerdict) => flips.filter((flip) => flip.verdict === verdict).length;

  const step = (by: number) => setAt((old) => Math.min(Math.max(old + by, 0), flips.length - 1));
  const say = (flip: Flip, verdict: FlipVerdict) => {
    setLast(flip.place);
    judge.mutate({ id: replay.id, place: flip.place, verdict: flip.verdict === verdict ? null : verdict }, { onError: () => tell(t("knowledge.replay.failed"), "error") });
  };
  // better: the new answer is the right one; worse: the old one is
  const makeGolden = (flip: Flip | undefined) => {
    const expected = flip && goldenOf(flip);
    if (!expected) return false;
    keep.mutate({ question: flip.question, ...expected }, {
      onSuccess: ({ id }) => offerUndo(t("knowledge.golden.kept", { question: flip.question }), () => drop.mutate(id)),
      onError: () => tell(t("knowledge.golden.failed"), "error"),
    });
    return true;
  };
  useKeys("knowledge", [
    { keys: "j", label: t("knowledge.replay.keys.next"), run: () => step(1) },
    { keys: "k", label: t("knowledge.replay.keys.previous"), run: () => step(-1) },
    ...(write && current ? verdictKeys.map(([keys, verdict]) => ({ keys, label: t(`knowledge.replay.verdict.${verdict}`), run: () => {
      say(current, verdict);
      step(1);
    } })) : []),
    ...(write ? [{ keys: "g", label: t("knowledge.golden.keep"), run: () => makeGolden(current && goldenOf(current) ? current : flips.find((flip) => flip.place === last)) }] : []),
  ]);

  return (
    <section aria-label={t("knowledge.replay.flips")}>
      <h3>{t("knowledge.replay.flips")} <span className="muted" role="status">{t("knowledge.replay.judged", { better: tally("better"), worse: tally("worse"), unknown: tally("unknown") })}</span></h3>
      {flips.length === keptMost && <p className="muted">{t("knowledge.replay.shown", { count: keptMost })}</p>}
      <ol className="replay-flips">
        {flips.map((flip, index) => (
          <One key={flip.place} flip={flip} isCurrent={index === at} onPick={() => setAt(index)} onSay={write ? (verdict) => say(flip, verdict) : undefined} onKeep={write && goldenOf(flip) ? () => makeGolden(flip) : undefined} />
        ))}
      </ol>
    </section>
  );
}

/** What a judged flip says is right; undefined when it says nothing that can be agreed on. */
const goldenOf = (flip: Flip) => (flip.verdict === "better" ? expectationOf(flip.after) : flip.verdict === "worse" ? expectationOf(flip.before) : undefined);

interface OneProps {
  flip: Flip;
  isCurrent: boolean;
  onPick: () => void;
  onSay: ((verdict: FlipVerdict) => void) | undefined;
  onKeep: (() => void) | undefined;
}

function One({ flip, isCurrent, onPick, onSay, onKeep }: OneProps) {
  const { t } = useTranslation();
  const may = useMay();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView?.({ block: "nearest" });
  }, [isCurrent]);
  return (
    <li ref={row} className="replay-flip" aria-current={isCurrent}>
      <div className="replay-flip-head">
        <button type="button" className="plain-button replay-question" onClick={onPick}>{flip.question}</button>
        <span className="muted">{t("knowledge.replay.times", { count: flip.count })}</span>
        <span className={`replay-kind ${flip.kind}`}>{t(`knowledge.replay.kind.${flip.kind}`)}</span>
        {may("desk.read") && <Link to={`/conversations/${flip.conversation}?view=all&why=${flip.seq}`}>{t("knowledge.replay.see")}</Link>}
      </div>
      <Side title={t("knowledge.replay.before")} side={flip.before} />
      <Side title={t("knowledge.replay.after")} side={flip.after} />
      {onSay && (
        <div className="replay-verdicts" role="group" aria-label={t("knowledge.replay.verdict.label")}>
          {verdictKeys.map(([key, verdict]) => (
            <Button key={verdict} size="small" type={flip.verdict === verdict ? "primary" : "default"} aria-pressed={flip.verdict === verdict} aria-keyshortcuts={key} onClick={() => onSay(verdict)}>
              {t(`knowledge.replay.verdict.${verdict}`)}
            </Button>
          ))}
          {onKeep && <Button size="small" type="link" aria-keyshortcuts="g" onClick={onKeep}>{t("knowledge.golden.keep")}</Button>}
        </div>
      )}
    </li>
  );
}

/** What the bot does about a question, or would. */
export function Side({ title, side }: { title: string; side: ReplaySide }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const skill = side.outcome === "skill" && side.what ? t(`bot.skill.${side.what}`, { defaultValue: side.what }) : side.what;
  return (
    <div className="replay-side">
      <p className="muted">{title} · {t(`knowledge.replay.outcome.${side.outcome}`)} · {share(side.score, locale)}</p>
      {skill && side.outcome !== "greeting" && <p><b>{skill}</b></p>}
      {side.answer && <p className="replay-answer">{side.answer}</p>}
      {side.choices.length > 0 && <ul>{side.choices.map((choice) => <li key={choice}>{choice}</li>)}</ul>}
    </div>
  );
}
