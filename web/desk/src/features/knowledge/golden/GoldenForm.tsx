import type { Golden, GoldenExpects, Locale, NewGolden } from "@serviceos/shared/api";
import { Button, Input, Segmented, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useErrorText } from "../../../ui/ErrorBox";
import { ItemPick, type Picked } from "../ItemPick";
import { useProducts } from "../useProducts";
import { useGoldenActs } from "./api";

const expectations: readonly GoldenExpects[] = ["item", "skill", "handover", "out-of-scope"];
const skills = [
  "where-is-my-order", "when-will-it-arrive", "urge-shipment", "price-of-product", "stock-of-product", "attribute-of-product", "size-of-product", "campaigns",
  "change-address", "cancel-order", "return-order", "refund-order", "exchange-order", "price-protection", "request-invoice", "complain",
  "greeting", "thanks", "agreed", "acknowledged", "paid", "who-are-you",
];

interface Props {
  tenant: string;
  /** The one that is changed; undefined: a new one. */
  golden?: Golden | undefined;
  /** The words of a new one, as far as they are known. */
  question?: string | undefined;
  onDone: () => void;
}

/** A question and how it must come out. */
export function GoldenForm({ tenant, golden, question: begun, onDone }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const products = useProducts();
  const { keep, change } = useGoldenActs(tenant);
  const [question, setQuestion] = useState(golden?.question ?? begun ?? "");
  const [expects, setExpects] = useState<GoldenExpects>(golden?.expects ?? "item");
  const [item, setItem] = useState<Picked | undefined>(golden?.item ? { id: golden.item, question: golden.what ?? "", inherited: false } : undefined);
  const [skill, setSkill] = useState(golden?.skill ?? skills[0]);
  const [product, setProduct] = useState(golden?.product);
  const [language, setLanguage] = useState<Locale>(golden ? (golden.locale === "en" ? "en" : "zh-CN") : locale);
  const act = golden ? change : keep;
  const failed = useErrorText(act.error);
  const isWhole = question.trim() !== "" && (expects !== "item" || item !== undefined);

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isWhole) return;
    const next: NewGolden = {
      question: question.trim(), expects, locale: language, ...(product ? { product } : {}),
      ...(expects === "item" && item ? { item: item.id } : {}), ...(expects === "skill" && skill ? { skill } : {}),
    };
    if (golden) change.mutate({ id: golden.id, golden: next }, { onSuccess: onDone });
    else keep.mutate(next, { onSuccess: onDone });
  };

  return (
    <form className="golden-form" onSubmit={send} aria-label={t(golden ? "knowledge.golden.change" : "knowledge.golden.add")}>
      <label>
        <span>{t("knowledge.golden.question")}</span>
        <Input autoFocus value={question} maxLength={500} placeholder={t("knowledge.golden.questionHint")} onChange={(event) => setQuestion(event.target.value)} />
      </label>
      <div className="golden-form-row">
        <div className="golden-field">
          <span>{t("knowledge.golden.expects")}</span>
          <Select value={expects} onChange={setExpects} aria-label={t("knowledge.golden.expects")}
            options={expectations.map((value) => ({ value, label: t(`knowledge.golden.expect.${value}`) }))} />
        </div>
        {expects === "item" && (
          <div className="golden-field wide">
            <span>{t("knowledge.gaps.pick")}</span>
            <ItemPick tenant={tenant} label={t("knowledge.gaps.pick")} picked={item} onPick={setItem} />
          </div>
        )}
        {expects === "skill" && (
          <div className="golden-field">
            <span>{t("knowledge.golden.expect.skill")}</span>
            <Select value={skill ?? null} onChange={(value: string | null) => setSkill(value ?? undefined)} aria-label={t("knowledge.golden.expect.skill")}
              options={skills.map((value) => ({ value, label: t(`bot.skill.${value}`) }))} />
          </div>
        )}
        <div className="golden-field">
          <span>{t("knowledge.test.product")}</span>
          <Select allowClear value={product ?? null} options={products} onChange={(value: string | null) => setProduct(value ?? undefined)} notFoundContent={null}
            aria-label={t("knowledge.test.product")} />
        </div>
        <div className="golden-field">
          <span>{t("knowledge.test.locale")}</span>
          <Segmented value={language} onChange={setLanguage} aria-label={t("knowledge.test.locale")}
            options={(["zh-CN", "en"] as const).map((value) => ({ value, label: t(`knowledge.language.${value}`) }))} />
        </div>
      </div>
      {act.isError && <p className="kn-failed" role="alert">{t("knowledge.golden.notKept", { what: failed })}</p>}
      <div className="golden-form-acts">
        <Button type="primary" htmlType="submit" disabled={!isWhole} loading={act.isPending}>{t("knowledge.golden.save")}</Button>
        <Button onClick={onDone}>{t("knowledge.cancel")}</Button>
      </div>
    </form>
  );
}
