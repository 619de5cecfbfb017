import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { csvOf } from "./csv";
import { saveText } from "./saveText";

const bytesMax = 10 * 1024 * 1024;

/** Where the sheet is dropped, or picked; says what it may be, and hands out an example. */
export function DropFile({ onFile, example: own }: { onFile: (file: File) => void; example?: ReactNode }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [wrong, setWrong] = useState("");

  const take = (file: File | undefined) => {
    if (!file) return;
    if (!/\.(csv|xlsx)$/i.test(file.name)) setWrong(t("knowledge.import.wrongType", { name: file.name }));
    else if (file.size > bytesMax) setWrong(t("knowledge.import.tooBig", { name: file.name }));
    else onFile(file);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  const example = () => saveText(t("knowledge.import.exampleName"), csvOf([
    (["question", "similar", "answer", "category"] as const).map((name) => t(`knowledge.import.column.${name}`)),
    [t("knowledge.import.exampleQuestion"), t("knowledge.import.exampleSimilar"), t("knowledge.import.exampleAnswer"), t("knowledge.import.exampleCategory")],
  ]));

  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- the button inside does the same by keyboard */}
      <div className={over ? "kn-drop over" : "kn-drop"} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={onDrop}>
        <p><b>{t("knowledge.import.drop")}</b></p>
        <p className="muted">{t("knowledge.import.accepts")}</p>
        <button type="button" className="kn-pick" onClick={() => input.current?.click()}>{t("knowledge.import.pick")}</button>
        <input ref={input} type="file" accept=".csv,.xlsx" className="visually-hidden" tabIndex={-1} aria-label={t("knowledge.import.pick")}
          onChange={(event) => { take(event.target.files?.[0]); event.target.value = ""; }} />
      </div>
      {wrong && <p className="kn-failed" role="alert">{wrong}</p>}
      <p className="muted">{t("knowledge.import.safe")} {own ?? <button type="button" className="plain-button kn-more" onClick={example}>{t("knowledge.import.example")}</button>}</p>
    </>
  );
}
