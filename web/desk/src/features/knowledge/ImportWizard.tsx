import type { ImportReport } from "@serviceos/shared/api";
import { Button, Steps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { Page } from "../../ui/Page";
import { TenantPicker } from "../../ui/tenant";
import { useAddress } from "./address";
import { type Mapping, useImport } from "./api";
import { DropFile } from "./DropFile";
import { ImportCheck } from "./ImportCheck";
import "./knowledge.css";

/** A sheet of questions and answers, checked before anything is stored. */
export function ImportWizard({ tenant, onLeave }: { tenant: string; onLeave: () => void }) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File>();
  const check = useImport(tenant);
  const run = useImport(tenant);

  const start = (picked: File) => {
    setFile(picked);
    run.reset();
    check.mutate({ file: picked, dryRun: true });
  };
  const again = () => {
    setFile(undefined);
    check.reset();
    run.reset();
  };
  const remap = (mapping: Mapping) => file && check.mutate({ file, mapping, dryRun: true });
  const store = (mapping: Mapping) => file && run.mutate({ file, mapping, dryRun: false });
  const step = run.isSuccess ? 2 : file ? 1 : 0;

  return (
    <Page title={t("knowledge.import.title")} tools={<TenantPicker />} actions={<Button onClick={onLeave}>{t("knowledge.import.leave")}</Button>}>
      <div className="kn-import">
        <Steps size="small" current={step} items={(["file", "check", "done"] as const).map((name) => ({ title: t(`knowledge.import.step.${name}`) }))} />
        {step === 0 && <DropFile onFile={start} />}
        {step === 1 && file && <p className="kn-file"><b>{file.name}</b> <Button size="small" type="link" onClick={again}>{t("knowledge.import.other")}</Button></p>}
        {step === 1 && check.isPending && !check.data && <Loading lines={6} />}
        {step === 1 && check.isError && <ErrorBox error={check.error} safe={t("knowledge.import.nothingStored")} onRetry={() => file && start(file)} />}
        {step === 1 && check.data && <ImportCheck report={check.data} checking={check.isPending} storing={run.isPending} onMapping={remap} onImport={store} />}
        {step === 1 && run.isError && <ErrorBox error={run.error} safe={t("knowledge.import.nothingStored")} />}
        {run.data && <Done report={run.data} onMore={again} />}
      </div>
    </Page>
  );
}

function Done({ report, onMore }: { report: ImportReport; onMore: () => void }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  return (
    <section className="kn-done" role="status">
      <h2>{t("knowledge.import.done", { created: report.created, updated: report.updated })}</h2>
      <p>{t("knowledge.import.doneNext")}</p>
      <div className="kn-done-acts">
        <Button type="primary" onClick={() => go({ import: undefined, state: "draft" })}>{t("knowledge.import.see")}</Button>
        <Button onClick={onMore}>{t("knowledge.import.more")}</Button>
      </div>
    </section>
  );
}
