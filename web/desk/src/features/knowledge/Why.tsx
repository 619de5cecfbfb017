import type { Answered, Candidate } from "@serviceos/shared/api";
import { share } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { bySureness, isBySureness, whyText } from "../../ui/why";
import { useAddress } from "./address";

const most = 5;

/** Why the bot said this and not something else, in words first and bars second. */
export function Why({ answered }: { answered: Answered }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { confidence, answerLine, choicesLine, outcome, item, why } = answered;
  const percent = (value: number) => share(value, locale);
  const others = bySureness(why.candidates).filter((one) => one.item !== item?.id).slice(0, most);
  // The line that the step was about: whether it was enough for choices, or for an answer.
  const line = outcome === "out-of-scope" ? choicesLine : answerLine;
  const judged = { outcome, confidence, answerLine, choicesLine, item, candidates: why.candidates, rule: why.rule ?? undefined };
  const sure = isBySureness(judged);

  return (
    <div className="kn-why">
      <h3>{t("knowledge.why.title")}</h3>
      <p>{whyText(t, judged, locale)}</p>
      {sure && <Bar name={t("knowledge.why.confidence")} value={confidence} mark={line} markName={t(line === answerLine ? "knowledge.why.answerLine" : "knowledge.why.choicesLine", { value: percent(line) })} strong />}
      {sure && others.length > 0 && (
        <>
          <h3>{t("knowledge.why.others")}</h3>
          <ul className="kn-others">{others.map((one) => <Other key={one.item} candidate={one} />)}</ul>
        </>
      )}
      {why.notes.length > 0 && <><h3>{t("knowledge.why.notes")}</h3><ul className="kn-notes">{why.notes.map((note) => <li key={note}>{note}</li>)}</ul></>}
      <dl className="kn-fine">
        <dt>{t("knowledge.why.read")}</dt><dd>{why.text}</dd>
        {why.rule && <><dt>{t("knowledge.why.rule")}</dt><dd>{t(`bot.rule.${why.rule}`, { defaultValue: why.rule })}</dd></>}
        <dt>{t("knowledge.why.layer")}</dt><dd>{t(`bot.layer.${answered.layer}`, { defaultValue: answered.layer })}</dd>
      </dl>
    </div>
  );
}

function Other({ candidate }: { candidate: Candidate }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  return (
    <li>
      <button type="button" className="plain-button kn-other" onClick={() => go({ item: candidate.item, new: undefined })}>{candidate.question}</button>
      <Bar name={t("knowledge.why.confidence")} value={candidate.score} />
    </li>
  );
}

function Bar({ name, value, mark, markName, strong }: { name: string; value: number; mark?: number; markName?: string; strong?: boolean }) {
  const locale = useLocale();
  const width = (part: number) => `${Math.round(Math.min(1, Math.max(0, part)) * 100)}%`;
  return (
    <div className={strong ? "kn-bar strong" : "kn-bar"}>
      <span>{name}</span>
      <span className="kn-bar-track">
        <span style={{ width: width(value) }} />
        {mark !== undefined && <i style={{ insetInlineStart: width(mark) }} />}
      </span>
      <b>{share(value, locale)}</b>
      {markName && mark !== undefined && <small style={{ insetInlineStart: width(mark) }}>{markName}</small>}
    </div>
  );
}
