import type { Decision, Id } from "@serviceos/shared/api";
import { share, when } from "@serviceos/shared/format";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Loading } from "../../../ui/Loading";
import { bySureness, isBySureness, whyText } from "../../../ui/why";
import { useDecision } from "../api";

interface Props {
  id: Id;
  seq: number;
  wrong: boolean;
  onWrong: (seq: number) => void;
  onRight: (seq: number) => void;
  onClose: () => void;
}

/** Why the bot said what it said. */
export function WhyDrawer({ id, seq, wrong, onWrong, onRight, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useDecision(id, seq);
  const marked = wrong || data?.wrong !== undefined;
  return (
    <Drawer open onClose={onClose} size={340} title={t("conversations.why.title")} mask={false} destroyOnHidden
      extra={(
        <Button size="small" danger={!marked} onClick={() => (marked ? onRight : onWrong)(seq)}>
          {marked ? t("conversations.why.takeBack") : <>{t("conversations.why.wrong")} <kbd>W</kbd></>}
        </Button>
      )}>
      {error ? <ErrorBox error={error} onRetry={() => void refetch()} /> : data ? <Reasons decision={data} /> : <Loading />}
    </Drawer>
  );
}

function Reasons({ decision }: { decision: Decision }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { confidence, answerLine, choicesLine, item } = decision;
  const judged = { ...decision, item: item ?? undefined, rule: decision.rule ?? undefined };
  const sure = isBySureness(judged);
  const candidates = sure ? bySureness(decision.candidates) : [];
  return (
    <div className="why-body">
      <p className="why-sentence">{whyText(t, judged, locale)}</p>
      <dl className="facts">
        {decision.rule && <div><dt>{t("conversations.why.rule")}</dt><dd>{t(`bot.rule.${decision.rule}`, { defaultValue: decision.rule })}</dd></div>}
        <div><dt>{t("conversations.why.outcome")}</dt><dd>{t(`conversations.outcome.${decision.outcome}`)}</dd></div>
        {decision.intent && sure && <div><dt>{t("conversations.why.intent")}</dt><dd>{t(`bot.skill.${decision.intent}`, { defaultValue: decision.intent })}</dd></div>}
        <div><dt>{t("conversations.why.layer")}</dt><dd>{t(`bot.layer.${decision.layer}`, { defaultValue: decision.layer })}</dd></div>
        {item && <div><dt>{t("conversations.why.item")}</dt><dd>{item.question} <span className="muted">{t("conversations.why.version", { version: item.version })}</span></dd></div>}
        <div><dt>{t("conversations.why.read")}</dt><dd><q>{decision.text}</q></dd></div>
        <div><dt>{t("conversations.why.at")}</dt><dd>{when(decision.at, locale)}</dd></div>
      </dl>
      {sure && <h3>{t("conversations.why.confidence", { confidence: share(confidence, locale), choices: share(choicesLine, locale), answer: share(answerLine, locale) })}</h3>}
      {sure && <Bar value={confidence} lines={[choicesLine, answerLine]} label={t("conversations.why.confidenceBar")} />}
      {candidates.length > 0 && <h3>{t("conversations.why.candidates")}</h3>}
      <ol className="candidates">
        {candidates.map((candidate) => (
          <li key={candidate.item}>
            <span className={candidate.item === item?.id ? "candidate-chosen" : ""}>{candidate.question}</span>
            <span className="num">{share(candidate.score, locale)}</span>
            <Bar value={candidate.score} lines={[choicesLine, answerLine]} label={candidate.question} />
          </li>
        ))}
      </ol>
      {decision.wrong && <p className="marked-wrong">{t("conversations.why.wrongBy", { name: decision.wrong.by, at: when(decision.wrong.at, locale) })}</p>}
    </div>
  );
}

/** How sure, against the lines from which the bot gives choices and answers. */
function Bar({ value, lines, label }: { value: number; lines: [choices: number, answer: number]; label: string }) {
  return (
    <div className="bar" role="meter" aria-label={label} aria-valuenow={value} aria-valuemin={0} aria-valuemax={1}>
      <span className={value >= lines[1] ? "over" : "under"} style={{ width: `${Math.min(value, 1) * 100}%` }} />
      {lines.map((line, index) => <i key={index} style={{ left: `${Math.min(line, 1) * 100}%` }} />)}
    </div>
  );
}
