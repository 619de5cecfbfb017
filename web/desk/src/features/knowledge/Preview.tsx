import type { Content } from "@serviceos/shared/api";
import { useTranslation } from "react-i18next";
import { Bubble } from "./Bubble";
import { filled, isWebAddress, type Variable } from "./content";

/** The answer as the widget would show it, with samples in place of variables. */
export function Preview({ content, live }: { content: Content; live: boolean }) {
  const { t } = useTranslation();
  const lng = { lng: content.language };
  const samples: Record<Variable, string> = {
    "order.number": "S20261121-0417",
    "order.state": t("knowledge.sample.order-state", lng),
    "consumer.name": t("knowledge.sample.consumer-name", lng),
    "merchant.name": t("knowledge.sample.merchant-name", lng),
    "campaign.end": t("knowledge.sample.campaign-end", lng),
  };
  return (
    <section className="kn-preview" aria-label={t("knowledge.preview.title")}>
      <h2>{t("knowledge.preview.title")} <span className="muted">{t(live ? "knowledge.preview.live" : "knowledge.preview.notLive")}</span></h2>
      <div className="kn-stage" lang={content.language}>
        <p className="kn-asked">{content.question || t("knowledge.preview.question", lng)}</p>
        <Bubble
          text={filled(content.answer.text, samples) || t("knowledge.preview.empty", lng)}
          buttons={content.answer.buttons.filter((button) => button.label)}
          links={content.answer.links.filter((link) => link.label)}
          images={content.answer.images.filter(isWebAddress)}
        />
      </div>
    </section>
  );
}
