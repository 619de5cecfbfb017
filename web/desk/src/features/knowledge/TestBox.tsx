import type { Answered, Locale } from "@serviceos/shared/api";
import { Button, Input, Segmented, Select } from "antd";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useMay } from "../../session";
import { ErrorBox } from "../../ui/ErrorBox";
import { useKeys } from "../../ui/keys";
import { Loading } from "../../ui/Loading";
import { useAsk, useItem, useLiveChanged } from "./api";
import { Bubble } from "./Bubble";
import { KeepGolden } from "./golden/KeepGolden";
import { finds } from "../../ui/palette/pinyin";
import { useProducts } from "./useProducts";
import { Why } from "./Why";
import { WhyNot } from "./WhyNot";

/** How long the bot may still answer from what was live before. */
const takesEffectMs = 2_000;

/** Asks the bot as a consumer would, and says why it answered so. */
export function TestBox({ tenant, selected }: { tenant: string; selected: string | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [question, setQuestion] = useState("");
  const [language, setLanguage] = useState<Locale>(locale);
  const [order, setOrder] = useState("");
  const [product, setProduct] = useState<string>();
  const products = useProducts();
  const may = useMay();
  const ask = useAsk(tenant);
  const box = useRef<HTMLTextAreaElement | null>(null);

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    if (question.trim()) ask.mutate({ question: question.trim(), locale: language, ...(order.trim() ? { order: order.trim() } : {}), ...(product ? { product } : {}) });
  };
  const { isStale } = useAskedAgain(tenant, ask);
  useKeys("knowledge", [{ keys: "t", label: t("knowledge.keys.test"), run: () => box.current?.focus() }]);

  return (
    <aside className="kn-test" aria-label={t("knowledge.test.title")}>
      <h2>{t("knowledge.test.title")}</h2>
      <form onSubmit={send}>
        <Input.TextArea ref={(area) => { box.current = area?.resizableTextArea?.textArea ?? null; }} value={question} autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500}
          placeholder={t("knowledge.test.placeholder")} aria-label={t("knowledge.test.question")} onChange={(event) => setQuestion(event.target.value)}
          onPressEnter={(event) => !event.shiftKey && !event.nativeEvent.isComposing && send(event)} />
        <div className="kn-test-row">
          <Segmented size="small" value={language} onChange={setLanguage} aria-label={t("knowledge.test.locale")}
            options={(["zh-CN", "en"] as const).map((value) => ({ value, label: t(`knowledge.language.${value}`) }))} />
          <Button size="small" type="primary" htmlType="submit" disabled={!question.trim()} loading={ask.isPending && { delay: 300 }}>{t("knowledge.test.ask")}</Button>
        </div>
        <div className="kn-test-row">
          <Input size="small" value={order} placeholder={t("knowledge.test.order")} aria-label={t("knowledge.test.order")} onChange={(event) => setOrder(event.target.value)} />
          <Select size="small" allowClear value={product ?? null} options={products} onChange={(chosen: string | null) => setProduct(chosen ?? undefined)} notFoundContent={null}
            showSearch={{ filterOption: (typed, option) => !!option && finds(typed, `${option.label} ${option.value}`) }} placeholder={t("knowledge.test.product")} aria-label={t("knowledge.test.product")} />
        </div>
      </form>
      <NotLive tenant={tenant} selected={selected} />
      <div className="kn-test-result" aria-live="polite">
        {ask.isPending && <Loading lines={4} />}
        {ask.isError && <ErrorBox error={ask.error} onRetry={() => send()} compact />}
        {isStale && !ask.isPending && <p className="kn-not-live">{t("knowledge.test.stale")}</p>}
        {ask.data && !ask.isPending && <Result answered={ask.data} />}
        {ask.data && ask.variables && !ask.isPending && !isStale && may("knowledge.write") && <KeepGolden tenant={tenant} asked={ask.variables} answered={ask.data} />}
        {ask.data && ask.variables && !ask.isPending && <WhyNot key={selected} tenant={tenant} asked={ask.variables} answered={ask.submittedAt} selected={selected} />}
        {ask.isIdle && <p className="muted">{t("knowledge.test.idle")}</p>}
      </div>
    </aside>
  );
}

/** Asks the same question once more when what is live was changed here: an old answer would be taken for the new one. */
function useAskedAgain(tenant: string, { data, isPending, submittedAt, variables, mutate }: ReturnType<typeof useAsk>): { isStale: boolean } {
  const liveChanged = useLiveChanged(tenant);
  const isStale = data !== undefined && submittedAt < liveChanged + takesEffectMs;
  useEffect(() => {
    if (!isStale || isPending || !variables) return undefined;
    const timer = setTimeout(() => mutate(variables), takesEffectMs);
    return () => clearTimeout(timer);
  }, [isStale, isPending, variables, mutate]);
  return { isStale };
}

/** The box asks what consumers get; words still in the drawer can't be in its answer. */
function NotLive({ tenant, selected }: { tenant: string; selected: string | undefined }) {
  const { t } = useTranslation();
  const { data: item } = useItem(tenant, selected ?? "", selected !== undefined);
  if (!item || item.inherited || item.state === "published") return null;
  return <p className="kn-not-live">{t(`knowledge.test.notLive.${item.state}`)}</p>;
}

function Result({ answered }: { answered: Answered }) {
  const { t } = useTranslation();
  const { answer, choices, outcome } = answered;
  const text = answer?.text ?? (choices ? t("knowledge.test.choices") : undefined);
  const links = answer?.parts?.flatMap((part) => (part.type === "links" ? part.links : []));
  const images = answer?.parts?.flatMap((part) => (part.type === "images" ? part.urls : []));
  const buttons = choices ?? answer?.parts?.flatMap((part) => (part.type === "choices" ? part.choices : []));
  return (
    <>
      {text
        ? <div className="kn-stage"><Bubble text={text} buttons={buttons ?? []} links={links ?? []} images={images ?? []} /></div>
        : <p className="kn-no-answer">{t(`knowledge.test.none.${outcome}`, { defaultValue: t("knowledge.test.none.handover") })}</p>}
      <Why answered={answered} />
    </>
  );
}
