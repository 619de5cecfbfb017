import type { ImportReport } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import type { Mapping } from "./api";
import { csvOf } from "./csv";
import { saveText } from "./saveText";

const fields = ["question", "similar", "answer", "category", "language", "validFrom", "validTo", "products"] as const;
const needed: readonly string[] = ["question", "answer"];
const errorsShown = 50;

interface Props {
  report: ImportReport;
  checking: boolean;
  storing: boolean;
  onMapping: (mapping: Mapping) => void;
  onImport: (mapping: Mapping) => void;
}

/** The dry run: which column is what, what is wrong, and what exactly would happen. */
export function ImportCheck({ report, checking, storing, onMapping, onImport }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const n = (value: number) => count(value, locale);
  const mapped = needed.every((field) => report.mapping[field]);
  const ready = mapped && report.errors.length === 0;
  const changes = report.created + report.updated;

  return (
    <div className="kn-check" aria-busy={checking}>
      <section className="kn-verdict" aria-label={t("knowledge.import.verdict")}>
        <p role="status">
          {!mapped ? t("knowledge.import.unmapped")
            : report.errors.length > 0 ? t("knowledge.import.willRefuse", { count: report.errors.length })
            : changes === 0 ? t("knowledge.import.willNothing", { rows: n(report.rows) })
            : t("knowledge.import.willDo", { rows: n(report.rows), created: n(report.created), updated: n(report.updated), unchanged: n(report.unchanged) })}
        </p>
        <Button type="primary" disabled={!ready || checking || changes === 0} loading={storing} onClick={() => onImport(report.mapping)}>
          {t("knowledge.import.do", { count: changes, n: n(changes) })}
        </Button>
      </section>
      {report.errors.length > 0 && <Errors errors={report.errors} />}
      {report.warnings.length > 0 && <Warnings warnings={report.warnings} />}
      <Columns report={report} onMapping={onMapping} />
      <Changes report={report} />
    </div>
  );
}

function Columns({ report, onMapping }: { report: ImportReport; onMapping: (mapping: Mapping) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const n = (value: number) => count(value, locale);
  const choose = (field: string, column: string | undefined) => {
    const { [field]: _old, ...rest } = report.mapping;
    onMapping(column ? { ...rest, [field]: column } : rest);
  };
  const used = Object.values(report.mapping);
  const left = report.columns.filter((column) => !used.includes(column));
  return (
    <section>
      <h2>{t("knowledge.import.columns")} <span className="muted">{t(report.encoding === "xlsx" ? "knowledge.import.workbook" : "knowledge.import.encoding", { rows: n(report.rows), encoding: report.encoding.toUpperCase() })}</span></h2>
      <div className="kn-mapping">
        {fields.map((field) => (
          <label key={field}>
            <span>{t(`knowledge.import.column.${field}`)}{needed.includes(field) && <span className="kn-needed"> *</span>}</span>
            <Select size="small" allowClear={!needed.includes(field)} value={report.mapping[field] || undefined} placeholder={t("knowledge.import.noColumn")} aria-label={t(`knowledge.import.column.${field}`)}
              status={needed.includes(field) && !report.mapping[field] ? "error" : ""} options={report.columns.map((value) => ({ value }))} onChange={(column?: string) => choose(field, column)} />
          </label>
        ))}
      </div>
      {left.length > 0 && <p className="muted">{t("knowledge.import.ignored", { columns: left.join(t("knowledge.listComma")) })}</p>}
    </section>
  );
}

function Errors({ errors }: { errors: ImportReport["errors"] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? errors : errors.slice(0, errorsShown);
  const head = (["row", "columnName", "problem"] as const).map((name) => t(`knowledge.import.${name}`));
  const download = () => saveText(t("knowledge.import.errorsName"), csvOf([head, ...errors.map((error) => [error.row, error.column ?? "", error.message])]));
  return (
    <section>
      <h2>{t("knowledge.import.errors", { count: errors.length })} <Button size="small" onClick={download}>{t("knowledge.import.downloadErrors")}</Button></h2>
      <div className="kn-scroll">
        <table className="kn-table">
          <thead><tr>{head.map((name) => <th key={name} scope="col">{name}</th>)}</tr></thead>
          <tbody>{shown.map((error, at) => <tr key={at}><td className="num">{error.row}</td><td>{error.column ?? "–"}</td><td>{error.message}</td></tr>)}</tbody>
        </table>
      </div>
      {shown.length < errors.length && <button type="button" className="plain-button kn-more" onClick={() => setAll(true)}>{t("knowledge.import.allErrors", { count: errors.length })}</button>}
    </section>
  );
}

/** What is odd and may be meant: it keeps nobody from importing. */
function Warnings({ warnings }: { warnings: ImportReport["warnings"] }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? warnings : warnings.slice(0, errorsShown);
  return (
    <section>
      <h2>{t("knowledge.import.warnings", { count: warnings.length })} <span className="muted">{t("knowledge.import.warningsHint")}</span></h2>
      <div className="kn-scroll">
        <table className="kn-table">
          <thead><tr>{(["row", "columnName", "odd"] as const).map((name) => <th key={name} scope="col">{t(`knowledge.import.${name}`)}</th>)}</tr></thead>
          <tbody>{shown.map((warning, at) => <tr key={at}><td className="num">{warning.row}</td><td>{warning.column ?? "–"}</td><td>{warning.message}</td></tr>)}</tbody>
        </table>
      </div>
      {shown.length < warnings.length && <button type="button" className="plain-button kn-more" onClick={() => setAll(true)}>{t("knowledge.import.allErrors", { count: warnings.length })}</button>}
    </section>
  );
}

function Changes({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  if (report.preview.length === 0) return null;
  return (
    <section>
      <h2>{t("knowledge.import.preview")} <span className="muted">{t("knowledge.import.firstRows", { count: report.preview.length })}</span></h2>
      <div className="kn-scroll">
        <table className="kn-table">
          <thead><tr>{(["row", "change", "column.question", "similarCount", "column.answer"] as const).map((name) => <th key={name} scope="col">{t(`knowledge.import.${name}`)}</th>)}</tr></thead>
          <tbody>
            {report.preview.map((row) => (
              <tr key={row.row}>
                <td className="num">{row.row}</td>
                <td><span className={`kn-change ${row.change}`}>{t(`knowledge.import.changes.${row.change}`)}</span></td>
                <td>{row.question}</td><td className="num">{row.similarCount}</td>
                <td className="kn-clip">
                  {row.replaced && row.replaced.answer !== row.answer && <del title={t("knowledge.import.replaces")}>{row.replaced.answer}</del>}
                  {row.answer}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
