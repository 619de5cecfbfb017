import type { Golden, GoldenResult, NewGolden } from "@serviceos/shared/api";
import { when } from "@serviceos/shared/format";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useToasts } from "../../../ui/UndoToast";
import { useGoldenActs } from "./api";
import { Does, Expected } from "./Outcome";

/** A golden question with how it comes out; what it says is shown when that is not what was agreed on. */
export function GoldenRow({ tenant, golden, result, onChange }: { tenant: string; golden: Golden; result: GoldenResult | undefined; onChange: (() => void) | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { offerUndo, tell } = useToasts();
  const { keep, drop } = useGoldenActs(tenant);
  const { id: _, inherited, origin, by, at, what, ...rest } = golden;
  const failed = () => tell(t("knowledge.golden.failed"), "error");
  const remove = () => drop.mutate(golden.id, {
    onSuccess: () => offerUndo(t("knowledge.golden.dropped", { question: golden.question }), () => keep.mutate(rest satisfies NewGolden, { onError: failed })),
    onError: failed,
  });
  return (
    <li className="golden-row">
      <div className="golden-row-head">
        {result && <span className={`golden-standing ${result.standing}`}>{t(`knowledge.golden.standing.${result.standing}`)}</span>}
        <b lang={golden.locale ?? undefined}>{golden.question}</b>
        {onChange && (
          <span className="golden-acts">
            <Button size="small" type="text" onClick={onChange} aria-label={t("knowledge.golden.changeOne", { question: golden.question })}>{t("knowledge.golden.change")}</Button>
            <Button size="small" type="text" loading={drop.isPending} onClick={remove} aria-label={t("knowledge.golden.dropOne", { question: golden.question })}>{t("knowledge.golden.drop")}</Button>
          </span>
        )}
      </div>
      <dl>
        <dt>{t("knowledge.golden.expects")}</dt><dd><Expected expects={golden.expects} what={what ?? golden.skill} /></dd>
        {result && result.standing !== "passes" && <><dt>{t("knowledge.replay.before")}</dt><dd><Does side={result.before} /></dd></>}
        {result && (result.standing === "breaks" || result.standing === "mends") && <><dt>{t("knowledge.replay.after")}</dt><dd><Does side={result.after} /></dd></>}
      </dl>
      <p className="muted">
        {inherited ? t("knowledge.from", { name: origin }) : `${by} · ${when(at, locale)}`}{golden.product && ` · ${golden.product}`}
      </p>
    </li>
  );
}
