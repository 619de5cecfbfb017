import { share } from "@serviceos/shared/format";
import { Slider } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { Setting } from "./Setting";
import type { SectionProps } from "./SettingsForm";

/** The two lines between answering, asking back and handing over, drawn as they act. */
export function BotSection({ draft, errors, readOnly }: SectionProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const answer = draft.value("answerThreshold") ?? 0.55;
  const choices = draft.value("choicesThreshold") ?? 0.25;
  const percent = (value: number) => share(value, locale);
  const common = { draft, errors, readOnly };
  const lost = draft.value("replayLostMax") ?? 0.01;
  const slider = (field: "answerThreshold" | "choicesThreshold" | "replayLostMax", value: number) => (
    <Setting {...common} field={field} hint={t(`settings.hint.${field}`)}>
      <div className="set-slider">
        <Slider id={`set-${field}`} min={0} max={100} value={Math.round(value * 100)} disabled={readOnly} ariaLabelForHandle={t(`settings.field.${field}`)} tooltip={{ formatter: (shown) => `${shown}%` }} onChange={(next: number) => draft.set(field, next / 100)} />
        <b className="num">{percent(value)}</b>
      </div>
    </Setting>
  );
  return (
    <>
      <div className="set-scale" aria-hidden>
        <span style={{ width: percent(Math.min(choices, answer)) }}>{t("settings.bot.handOver")}</span>
        <span style={{ width: percent(Math.max(0, answer - choices)) }}>{t("settings.bot.choices")}</span>
        <span className="answers">{t("settings.bot.answers")}</span>
      </div>
      {slider("answerThreshold", answer)}
      {slider("choicesThreshold", choices)}
      <p className={choices > answer ? "set-error" : "set-sentence"} role="status">
        {choices > answer ? t("settings.bot.crossed") : t("settings.bot.sentence", { answer: percent(answer), choices: percent(choices) })}
      </p>
      {slider("replayLostMax", lost)}
    </>
  );
}
