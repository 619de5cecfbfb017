import type { GoldenStanding } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { Empty } from "../../../ui/Empty";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useKeys } from "../../../ui/keys";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { TenantPicker } from "../../../ui/tenant";
import { useGolden, useGoldenRun } from "./api";
import { GoldenForm } from "./GoldenForm";
import { GoldenRow } from "./GoldenRow";
import { ExportGolden, ImportGolden } from "./GoldenSheet";
import { Overrulings } from "./Overrulings";
import "./golden.css";

const standings: readonly GoldenStanding[] = ["breaks", "fails", "mends", "passes"];
type Shown = GoldenStanding | "all";

interface Props {
  tenant: string;
  write: boolean;
  /** The words of one that is being added; empty: none. */
  adding: string | undefined;
  onLeave: () => void;
}

/** Questions whose outcome is agreed on, how they come out now, and how once what waits is live. */
export function GoldenPage({ tenant, write, adding, onLeave }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const golden = useGolden(tenant);
  const run = useGoldenRun(tenant, {}, (golden.data?.length ?? 0) > 0);
  const [shown, setShown] = useState<Shown>("all");
  const [open, setOpen] = useState<string | undefined>(adding === undefined ? undefined : "new");
  const [importing, setImporting] = useState(false);
  useKeys("knowledge", write ? [{ keys: "n", label: t("knowledge.golden.add"), run: () => setOpen("new") }] : []);

  const results = new Map(run.data?.map((one) => [one.id, one]));
  const rows = (golden.data ?? []).filter((one) => shown === "all" || results.get(one.id)?.standing === shown);
  const tally = (standing: GoldenStanding) => run.data?.filter((one) => one.standing === standing).length ?? 0;
  const add = write && <Button type="primary" onClick={() => setOpen("new")} aria-keyshortcuts="n">{t("knowledge.golden.add")}</Button>;
  const some = (golden.data?.length ?? 0) > 0;

  return (
    <Page title={t("knowledge.golden.title")}
      tools={<><TenantPicker />{some && <Button loading={run.isFetching && { delay: 300 }} onClick={() => void run.refetch()}>{t("knowledge.golden.run")}</Button>}</>}
      actions={<>
        {some && <ExportGolden tenant={tenant} />}
        {write && <Button onClick={() => setImporting(true)}>{t("knowledge.golden.import")}</Button>}
        <Button onClick={onLeave}>{t("knowledge.golden.leave")}</Button>{add}
      </>}>
      <div className="golden">
        {golden.isPending && <Loading lines={8} />}
        {golden.isError && <ErrorBox error={golden.error} onRetry={() => void golden.refetch()} />}
        {open === "new" && <GoldenForm tenant={tenant} question={adding} onDone={() => setOpen(undefined)} />}
        {golden.isSuccess && !some && open !== "new" && <Empty title={t("knowledge.golden.none")} action={add}>{t("knowledge.golden.noneText")}</Empty>}
        {some && (
          <>
            <h2 role="status">{run.isPending ? t("knowledge.golden.asking") : run.isSuccess && verdict()}</h2>
            {run.isError && <ErrorBox error={run.error} onRetry={() => void run.refetch()} compact />}
            <Segmented<Shown> className="golden-shown" value={shown} onChange={setShown} aria-label={t("knowledge.golden.shown")} options={[
              { value: "all", label: t("knowledge.golden.all", { n: count(golden.data?.length ?? 0, locale) }) },
              ...standings.map((value) => ({ value, label: `${t(`knowledge.golden.standing.${value}`)} ${count(tally(value), locale)}` })),
            ]} />
            <ul className="golden-list">
              {rows.map((one) => open === one.id
                ? <li key={one.id}><GoldenForm tenant={tenant} golden={one} onDone={() => setOpen(undefined)} /></li>
                : <GoldenRow key={one.id} tenant={tenant} golden={one} result={results.get(one.id)} onChange={write && !one.inherited ? () => setOpen(one.id) : undefined} />)}
            </ul>
            {rows.length === 0 && <p className="muted">{t("knowledge.golden.noneSuch")}</p>}
          </>
        )}
        {importing && <ImportGolden tenant={tenant} onClose={() => setImporting(false)} />}
        <Overrulings tenant={tenant} />
      </div>
    </Page>
  );

  function verdict() {
    if (tally("breaks") > 0) return t("knowledge.golden.willBreak", { count: tally("breaks") });
    return tally("fails") > 0 ? t("knowledge.golden.someFail", { count: tally("fails") }) : t("knowledge.golden.allPass");
  }
}
