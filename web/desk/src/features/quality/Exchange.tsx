import type { Review } from "@serviceos/shared/api";
import { share } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../i18n";
import { useMay } from "../../session";
import { bySureness, isBySureness, whyText } from "../../ui/why";

const most = 3;

/** What the consumer asked, what the bot did about it, and why. */
export function Exchange({ review }: { review: Review }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const may = useMay();
  const { why } = review;
  const judged = { ...why, rule: why.rule ?? undefined, item: why.item ?? undefined };
  const near = isBySureness(judged) ? bySureness(why.candidates).slice(0, most) : [];
  return (
    <div className="quality-exchange">
      <p className="quality-question">{review.question}</p>
      <blockquote>{review.answer}{review.choices.length > 0 && <ul>{review.choices.map((choice) => <li key={choice}>{choice}</li>)}</ul>}</blockquote>
      <p className="quality-why">{whyText(t, judged, locale)}</p>
      {near.length > 0 && <p className="muted">{t("quality.review.near")} {near.map((one) => `${t(`bot.skill.${one.question}`, { defaultValue: one.question })} ${share(one.score, locale)}`).join(" · ")}</p>}
      <p className="muted">
        {t(`quality.layer.${review.layer}`, { defaultValue: review.layer })} · {review.merchant}
        {may("desk.read") && <> · <Link to={`/conversations/${review.conversation}?view=all&why=${review.seq}`}>{t("quality.review.see")}</Link></>}
      </p>
    </div>
  );
}
