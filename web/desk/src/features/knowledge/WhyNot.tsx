import type { WhyNot as Reasons } from "@serviceos/shared/api";
import { full, share } from "@serviceos/shared/format";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { ErrorBox } from "../../ui/ErrorBox";
import { type Question, useItem, useWhyNot } from "./api";
import { contentOf } from "./content";
import { ItemPick, type Picked } from "./ItemPick";

/** Why an item that was expected is not the answer: the open one, or one that is picked. */
export function WhyNot({ tenant, asked, answered, selected }: { tenant: string; asked: Question; answered: number; selected: string | undefined }) {
  const { t } = useTranslation();
  const { data: open } = useItem(tenant, selected ?? "", selected !== undefined);
  const content = open && contentOf(open);
  const [other, setOther] = useState<Picked>();
  const picked = other ?? (selected && content ? { id: selected, question: content.question, inherited: open.inherited } : undefined);
  const why = useWhyNot(tenant, picked?.id, asked, answered);
  return (
    <div className="kn-why">
      <h3>{t("knowledge.why.whyNot")}</h3>
      <ItemPick tenant={tenant} label={t("knowledge.why.expected")} picked={picked} onPick={setOther} />
      {why.isError && <ErrorBox error={why.error} onRetry={() => void why.refetch()} compact />}
      {why.data && <Explained why={why.data} />}
    </div>
  );
}

/** Those that more words among its questions would help. */
const helped: readonly string[] = ["nothing-in-common", "other-closer", "below-line"] satisfies Reasons["reason"][];

function Explained({ why }: { why: Reasons }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { reason, nearest, similarity, missingWords } = why;
  const said = t(`knowledge.why.not.${reason}`, {
    at: why.at ? full(why.at, locale) : "", other: (reason === "overridden" ? why.overriddenBy : why.other)?.question, products: why.products.join(t("knowledge.listComma")),
    rule: t(`bot.rule.${why.rule ?? "none"}`, { defaultValue: t(`bot.layer.skill`) }), best: share(why.best, locale), line: share(why.answerLine, locale),
    score: why.score === null || why.score === undefined ? t("knowledge.why.unlikely") : share(why.score, locale),
  });
  return (
    <div className="kn-why-not">
      <p>{said}{helped.includes(reason) && ` ${t("knowledge.why.addSimilar")}`}</p>
      {reason !== "won" && nearest && similarity && <p className="muted">{t("knowledge.why.nearestQuestion", { question: nearest, similarity: share(similarity, locale) })}</p>}
      {helped.includes(reason) && missingWords.length > 0 && <p className="muted">{t("knowledge.why.missing", { words: missingWords.join(t("knowledge.listComma")) })}</p>}
    </div>
  );
}
