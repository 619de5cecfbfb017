import type { Locale } from "@serviceos/shared/api";
import { type ClipboardEvent, type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { addSimilar, splitPasted } from "./similar";

interface Props {
  question: string;
  similar: string[];
  language: Locale;
  readOnly: boolean;
  onChange: (similar: string[]) => void;
}

/** Other ways to ask it. Enter adds one; a pasted list adds them all, without doubles. */
export function SimilarChips({ question, similar, language, readOnly, onChange }: Props) {
  const { t } = useTranslation();
  const field = useId();
  const [typed, setTyped] = useState("");
  const [told, setTold] = useState("");

  const add = (texts: string[]) => {
    const result = addSimilar(question, similar, texts);
    setTyped("");
    setTold(result.dropped > 0
      ? t("knowledge.similar.addedSome", { added: result.added, dropped: result.dropped })
      : result.added > 1 ? t("knowledge.similar.added", { count: result.added }) : "");
    if (result.added > 0) onChange(result.similar);
  };
  const onPaste = (event: ClipboardEvent) => {
    const lines = splitPasted(event.clipboardData.getData("text"));
    if (lines.length < 2) return;
    event.preventDefault();
    add(lines);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && typed.trim()) {
      event.preventDefault();
      add([typed.trim()]);
    } else if (event.key === "Backspace" && typed === "" && similar.length > 0) {
      event.preventDefault();
      setTyped(similar.at(-1) ?? "");
      onChange(similar.slice(0, -1));
    }
  };

  return (
    <div className="kn-field">
      <label htmlFor={field}>{t("knowledge.similar.label")} <span className="muted">{similar.length}</span></label>
      <div className="kn-chips">
        <ul aria-label={t("knowledge.similar.label")}>
          {similar.map((text) => (
            <li key={text} lang={language}>
              {text}
              {!readOnly && <button type="button" className="plain-button" aria-label={t("knowledge.similar.remove", { text })} onClick={() => onChange(similar.filter((one) => one !== text))}>×</button>}
            </li>
          ))}
        </ul>
        {!readOnly && <input id={field} value={typed} placeholder={t("knowledge.similar.placeholder")} lang={language} aria-describedby={`${field}-note`}
          onChange={(event) => setTyped(event.target.value)} onPaste={onPaste} onKeyDown={onKey} onBlur={() => typed.trim() && add([typed.trim()])} />}
      </div>
      <p className="kn-field-hint" id={`${field}-note`} role="status">{told || (readOnly ? "" : t("knowledge.similar.hint"))}</p>
    </div>
  );
}
