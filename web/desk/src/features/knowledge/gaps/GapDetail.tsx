import type { Gap } from "@serviceos/shared/api";
import { count, share, when } from "@serviceos/shared/format";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../../i18n";
import { useMay } from "../../../session";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useKeys } from "../../../ui/keys";
import { useToasts } from "../../../ui/UndoToast";
import { ItemPick, type Picked } from "../ItemPick";
import { Trend } from "./Trend";
import type { Judgement } from "./useJudge";

/** The server takes so many at once. */
const chosenMost = 20;

interface Props {
  tenant: string;
  gap: Gap;
  firstDay: string;
  isBusy: boolean;
  error: unknown;
  /** Missing for who may not change the knowledge. */
  judge: ((gap: Gap, judgement: Judgement) => void) | undefined;
}

/** One gap: how it failed, how it was asked, what it is near to, and what to do about it. */
export function GapDetail({ tenant, gap, firstDay, isBusy, error, judge }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { tell } = useToasts();
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set(gap.questions.filter((one) => one.failed === 0).map((one) => one.key)));
  const [item, setItem] = useState<Picked | undefined>(gap.nearest ? { id: gap.nearest.item, question: gap.nearest.question, inherited: gap.nearest.inherited } : undefined);
  const chosen = [...new Set(gap.questions.filter((one) => !left.has(one.key)).map((one) => one.text))].slice(0, chosenMost);

  const toggle = (key: string) => setLeft((old) => {
    const next = new Set(old);
    if (!next.delete(key)) next.add(key);
    return next;
  });
  const asNew = () => judge?.(gap, { kind: "new", questions: chosen });
  const asSimilar = () => {
    if (!item) return tell(t("knowledge.gaps.pickFirst"), "error");
    if (chosen.length === 0) return tell(t("knowledge.gaps.chooseFirst"), "error");
    return judge?.(gap, { kind: "similar", questions: chosen, item: item.id, question: item.question });
  };
  const ignore = () => judge?.(gap, { kind: "ignore" });
  const verdicts = [
    { key: "n", kind: "new", run: asNew },
    { key: "s", kind: "similar", run: asSimilar },
    { key: "i", kind: "ignore", run: ignore },
  ] as const;
  useKeys("knowledge", judge ? verdicts.map(({ key, kind, run }) => ({ keys: key, label: t(`knowledge.gaps.${kind}`), run: () => run() })) : []);

  return (
    <section className="gap" aria-label={gap.title}>
      <header className="gap-head">
        <h2 lang={gap.language}>{gap.title}</h2>
        <p className="muted">{t("knowledge.gaps.failedOf", { failed: count(gap.failed, locale), volume: count(gap.volume, locale) })} · {share(gap.failed / gap.volume, locale)}</p>
        {gap.earlier && <p className="gap-earlier">{t(`knowledge.gaps.earlier.${gap.earlier.verdict}`, { by: gap.earlier.by, at: when(gap.earlier.at, locale) })}</p>}
      </header>
      <div className="gap-figures">
        <div><h3>{t("knowledge.gaps.trend")}</h3><Trend gap={gap} firstDay={firstDay} large /></div>
        <div><h3>{t("knowledge.gaps.why")}</h3><Misses gap={gap} /></div>
      </div>
      <h3>{t("knowledge.gaps.questions")} <span className="muted">{t("knowledge.gaps.chosen", { count: chosen.length })}</span></h3>
      <ul className="gap-questions">
        {gap.questions.map((one) => (
          <li key={one.key}>
            <Checkbox checked={!left.has(one.key)} disabled={!judge} onChange={() => toggle(one.key)}><span lang={gap.language}>{one.text}</span></Checkbox>
            <span className="muted">{t("knowledge.gaps.times", { count: one.count })}</span>
            <See conversation={one.conversation} seq={one.seq} />
          </li>
        ))}
      </ul>
      <h3>{t("knowledge.gaps.nearest")}</h3>
      {gap.nearest ? <p className="gap-nearest"><span lang={gap.language}>{gap.nearest.question}</span> <span className="muted">{t("knowledge.gaps.similarity", { similarity: share(gap.nearest.similarity, locale) })}</span></p>
        : <p className="muted">{t("knowledge.gaps.noItem")}</p>}
      {judge && <ItemPick tenant={tenant} label={t("knowledge.gaps.pick")} picked={item} onPick={setItem} />}
      {item?.inherited && <p className="gap-note">{t("knowledge.gaps.inheritedHint")}</p>}
      {judge && (
        <div className="gap-acts" role="group" aria-label={t("knowledge.gaps.verdict")}>
          {verdicts.map(({ key, kind, run }) => (
            <Button key={kind} type={kind === "similar" ? "primary" : "default"} disabled={isBusy} title={t(`knowledge.gaps.hint.${kind}`)} aria-keyshortcuts={key} onClick={run}>
              {t(`knowledge.gaps.${kind}`)} <kbd>{key.toUpperCase()}</kbd>
            </Button>
          ))}
        </div>
      )}
      {error !== null && <ErrorBox error={error} compact />}
    </section>
  );
}

function Misses({ gap }: { gap: Gap }) {
  const { t } = useTranslation();
  const kinds = (["unknown", "choices", "handedOver", "wrong"] as const).filter((kind) => gap.misses[kind] > 0);
  return <dl className="gap-misses">{kinds.map((kind) => <div key={kind}><dt>{t(`knowledge.gaps.misses.${kind}`)}</dt><dd>{gap.misses[kind]}</dd></div>)}</dl>;
}

function See({ conversation, seq }: { conversation: string; seq: number }) {
  const { t } = useTranslation();
  const may = useMay();
  return may("desk.read") ? <Link to={`/conversations/${conversation}?view=all&why=${seq}`}>{t("knowledge.gaps.see")}</Link> : <span />;
}
