import type { Content } from "@serviceos/shared/api";
import { DatePicker, Input, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import "dayjs/locale/zh-cn";
import { useTranslation } from "react-i18next";
import { useFaults } from "../../ui/faults";
import { finds } from "../../ui/palette/pinyin";
import { AnswerFields } from "./AnswerFields";
import { questionMax } from "./content";
import { Field } from "./Field";
import { SimilarChips } from "./SimilarChips";
import { useProducts } from "./useProducts";

interface Props {
  content: Content;
  onChange: (content: Content) => void;
  readOnly: boolean;
  error: unknown;
  isNew: boolean;
}

export function Editor({ content, onChange, readOnly, error, isNew }: Props) {
  const { t } = useTranslation();
  const errors = useFaults(error);
  const set = (changes: Partial<Content>) => onChange({ ...content, ...changes });
  const known = ["question", "similar", "answer", "answer.text", "category", "validFrom", "validTo", "language"];
  const others = Object.entries(errors).filter(([field]) => !known.includes(field)).flatMap(([, texts]) => texts);

  return (
    <div className="kn-editor">
      {others.length > 0 && <p className="kn-field-error" role="alert">{others.join(" ")}</p>}
      <Field label={t("knowledge.field.question")} of="kn-question" errors={errors["question"]} hint={isNew && t("knowledge.field.questionHint")}>
        <Input id="kn-question" size="large" value={content.question} maxLength={questionMax} readOnly={readOnly} autoFocus={isNew} lang={content.language}
          aria-describedby="kn-question-note" status={errors["question"] ? "error" : ""} onChange={(event) => set({ question: event.target.value })} />
      </Field>
      <SimilarChips question={content.question} similar={content.similar} readOnly={readOnly} language={content.language} onChange={(similar) => set({ similar })} />
      <AnswerFields answer={content.answer} language={content.language} readOnly={readOnly} errors={errors["answer.text"] ?? errors["answer"]} onChange={(answer) => set({ answer })} />
      <Facts content={content} onChange={onChange} readOnly={readOnly} errors={errors} />
    </div>
  );
}

function Facts({ content, onChange, readOnly, errors }: { content: Content; onChange: (content: Content) => void; readOnly: boolean; errors: Record<string, string[]> }) {
  const { t } = useTranslation();
  const products = useProducts();
  const set = (changes: Partial<Content>) => onChange({ ...content, ...changes });
  const at = (text: string | undefined) => (text ? dayjs(text) : null);
  const setValidity = (range: [Dayjs | null, Dayjs | null] | null) => {
    const { validFrom: _from, validTo: _to, ...rest } = content;
    const [from, to] = range ?? [null, null];
    onChange({ ...rest, ...(from ? { validFrom: from.toISOString() } : {}), ...(to ? { validTo: to.toISOString() } : {}) });
  };
  return (
    <div className="kn-facts">
      <Field label={t("knowledge.field.language")} of="kn-language" errors={errors["language"]}>
        <Select id="kn-language" value={content.language} disabled={readOnly} onChange={(language) => set({ language })}
          options={(["zh-CN", "en"] as const).map((value) => ({ value, label: t(`knowledge.language.${value}`) }))} />
      </Field>
      <Field label={t("knowledge.field.category")} of="kn-category" errors={errors["category"]}>
        <Input id="kn-category" value={content.category ?? ""} readOnly={readOnly} onChange={(event) => set({ category: event.target.value })} placeholder={t("knowledge.field.categoryHint")} />
      </Field>
      <Field label={t("knowledge.field.validity")} of="kn-validity" errors={errors["validTo"] ?? errors["validFrom"]}>
        <DatePicker.RangePicker id={{ start: "kn-validity", end: "kn-validity-to" }} aria-label={t("knowledge.field.validity")} showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" allowEmpty={[true, true]} disabled={readOnly}
          placeholder={[t("knowledge.field.fromAlways"), t("knowledge.field.toAlways")]} value={[at(content.validFrom), at(content.validTo)]} onChange={(range) => setValidity(range)} />
      </Field>
      <Field label={t("knowledge.field.products")} of="kn-products">
        <Select id="kn-products" mode="tags" suffixIcon={null} value={content.products} disabled={readOnly} tokenSeparators={[",", "，", "\n"]}
          options={products} showSearch={{ filterOption: (typed, option) => !!option && finds(typed, `${option.label} ${option.value}`) }} notFoundContent={null}
          onChange={(chosen: string[]) => set({ products: chosen })} placeholder={t("knowledge.field.productsHint")} />
      </Field>
    </div>
  );
}
