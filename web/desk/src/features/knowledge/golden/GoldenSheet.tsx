import { DownOutlined } from "@ant-design/icons";
import { Button, Dropdown, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useToasts } from "../../../ui/UndoToast";
import { DropFile } from "../DropFile";
import { goldenExportPath, useGoldenImport } from "./api";

/** The node's own questions as a file that can be imported again. */
export function ExportGolden({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const items = (["xlsx", "csv"] as const).map((format) => ({ key: format, label: <a href={goldenExportPath(tenant, format)} download>{t(`knowledge.export.${format}`)}</a> }));
  return <Dropdown menu={{ items }} trigger={["click"]}><Button>{t("knowledge.golden.export")} <DownOutlined aria-hidden /></Button></Dropdown>;
}

/** A sheet of questions: what taking it in would do, each row that can't be taken, and then all of it or nothing. */
export function ImportGolden({ tenant, onClose }: { tenant: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { tell } = useToasts();
  const tried = useGoldenImport(tenant);
  const taken = useGoldenImport(tenant);
  const [file, setFile] = useState<File>();
  const report = tried.data;
  const pick = (picked: File) => {
    setFile(picked);
    taken.reset();
    tried.mutate({ file: picked, dryRun: true });
  };
  const go = () => file && taken.mutate({ file, dryRun: false }, { onSuccess: (done) => {
    tell(t("knowledge.golden.imported", { count: done.new + done.updated }));
    onClose();
  } });
  const changes = report ? report.new + report.updated : 0;
  return (
    <Modal open title={t("knowledge.golden.importTitle")} onCancel={onClose} width={640} footer={[
      <Button key="cancel" onClick={onClose}>{t("knowledge.cancel")}</Button>,
      <Button key="go" type="primary" disabled={!report || report.errors > 0 || changes === 0} loading={taken.isPending} onClick={go}>{t("knowledge.golden.importGo", { count: changes })}</Button>,
    ]}>
      <p className="muted">{t("knowledge.golden.importColumns")}</p>
      <DropFile onFile={pick} example={<a href={goldenExportPath(tenant, "xlsx")} download>{t("knowledge.golden.importExample")}</a>} />
      {(tried.isError || taken.isError) && <ErrorBox error={tried.error ?? taken.error} compact />}
      {report && (
        <div className="golden-report" role="status">
          <p><b>{file?.name}</b> · {t("knowledge.golden.importCounts", { rows: report.rows, added: report.new, updated: report.updated, unchanged: report.unchanged })}</p>
          {report.errors > 0 && (
            <>
              <p className="kn-failed">{t("knowledge.golden.importErrors", { count: report.errors })}</p>
              <ul>{report.faults.map((fault) => <li key={`${fault.row} ${fault.field}`}>{t("knowledge.golden.importRow", { row: fault.row, column: fault.field ? t(`knowledge.golden.column.${fault.field}`) : "" })} {fault.why}</li>)}</ul>
            </>
          )}
        </div>
      )}
    </Modal>
  );
}
