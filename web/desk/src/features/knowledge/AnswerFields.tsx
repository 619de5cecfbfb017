import type { AnswerContent, Locale } from "@serviceos/shared/api";
import { Button, Dropdown, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { answerMax, isWebAddress, unknownVariables, type Variable, variables } from "./content";
import { Field } from "./Field";

interface Props {
  answer: AnswerContent;
  language: Locale;
  readOnly: boolean;
  errors: string[] | undefined;
  onChange: (answer: AnswerContent) => void;
}

export function AnswerFields({ answer, language, readOnly, errors, onChange }: Props) {
  const { t } = useTranslation();
  const box = useRef<TextAreaRef>(null);
  const set = (changes: Partial<AnswerContent>) => onChange({ ...answer, ...changes });
  const unknown = unknownVariables(answer.text);
  const wrong = [...(errors ?? []), ...(unknown.length > 0 ? [t("knowledge.answer.unknownVariable", { names: unknown.join(", ") })] : [])];

  const insert = (name: Variable) => {
    const area = box.current?.resizableTextArea?.textArea;
    const at = area?.selectionStart ?? answer.text.length;
    const word = `{{${name}}}`;
    set({ text: answer.text.slice(0, at) + word + answer.text.slice(area?.selectionEnd ?? at) });
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(at + word.length, at + word.length);
    });
  };

  return (
    <>
      <Field label={t("knowledge.answer.label")} of="kn-answer" errors={wrong}>
        <div className="kn-answer">
          <Input.TextArea ref={box} id="kn-answer" value={answer.text} maxLength={answerMax} readOnly={readOnly} lang={language} autoSize={{ minRows: 5, maxRows: 16 }}
            aria-describedby="kn-answer-note" status={wrong.length > 0 ? "error" : ""} onChange={(event) => set({ text: event.target.value })} placeholder={t("knowledge.answer.placeholder")} />
          {!readOnly && (
            <div className="kn-answer-tools">
              <Dropdown trigger={["click"]} menu={{ items: variables.map((name) => ({ key: name, label: <>{t(`knowledge.variable.${name.replace(".", "-")}`)} <code className="muted">{name}</code></>, onClick: () => insert(name) })) }}>
                <Button size="small" type="text">{"{ }"} {t("knowledge.answer.variable")}</Button>
              </Dropdown>
              <Button size="small" type="text" onClick={() => set({ buttons: [...answer.buttons, { label: "", value: "" }] })}>+ {t("knowledge.answer.button")}</Button>
              <Button size="small" type="text" onClick={() => set({ links: [...answer.links, { label: "", url: "" }] })}>+ {t("knowledge.answer.link")}</Button>
              <Button size="small" type="text" onClick={() => set({ images: [...answer.images, ""] })}>+ {t("knowledge.answer.image")}</Button>
              <span className="kn-count">{answer.text.length} / {answerMax}</span>
            </div>
          )}
        </div>
      </Field>
      <Extras answer={answer} set={set} readOnly={readOnly} />
    </>
  );
}

function Extras({ answer, set, readOnly }: { answer: AnswerContent; set: (changes: Partial<AnswerContent>) => void; readOnly: boolean }) {
  const { t } = useTranslation();
  const badUrl = (url: string) => (url !== "" && !isWebAddress(url) ? "error" : "");
  return (
    <>
      {answer.buttons.length > 0 && (
        <Lines title={t("knowledge.answer.buttons")} hint={t("knowledge.answer.buttonsHint")} readOnly={readOnly} onRemove={(at) => set({ buttons: answer.buttons.filter((_, n) => n !== at) })}
          lines={answer.buttons.map((button, at) => {
            const change = (changes: Partial<typeof button>) => set({ buttons: answer.buttons.map((old, n) => (n === at ? { ...old, ...changes } : old)) });
            return [
              <Input key="label" size="small" value={button.label} readOnly={readOnly} aria-label={t("knowledge.answer.buttonLabel")} placeholder={t("knowledge.answer.buttonLabel")} onChange={(event) => change({ label: event.target.value })} />,
              <Input key="value" size="small" value={button.value} readOnly={readOnly} aria-label={t("knowledge.answer.buttonValue")} placeholder={t("knowledge.answer.buttonValue")} onChange={(event) => change({ value: event.target.value })} />,
            ];
          })} />
      )}
      {answer.links.length > 0 && (
        <Lines title={t("knowledge.answer.links")} readOnly={readOnly} onRemove={(at) => set({ links: answer.links.filter((_, n) => n !== at) })}
          lines={answer.links.map((link, at) => {
            const change = (changes: Partial<typeof link>) => set({ links: answer.links.map((old, n) => (n === at ? { ...old, ...changes } : old)) });
            return [
              <Input key="label" size="small" value={link.label} readOnly={readOnly} aria-label={t("knowledge.answer.linkLabel")} placeholder={t("knowledge.answer.linkLabel")} onChange={(event) => change({ label: event.target.value })} />,
              <Input key="url" size="small" type="url" value={link.url} readOnly={readOnly} status={badUrl(link.url)} aria-label={t("knowledge.answer.linkUrl")} placeholder="https://" onChange={(event) => change({ url: event.target.value })} />,
            ];
          })} />
      )}
      {answer.images.length > 0 && (
        <Lines title={t("knowledge.answer.images")} readOnly={readOnly} onRemove={(at) => set({ images: answer.images.filter((_, n) => n !== at) })}
          lines={answer.images.map((url, at) => [
            <Input key="url" size="small" type="url" value={url} readOnly={readOnly} status={badUrl(url)} aria-label={t("knowledge.answer.imageUrl")} placeholder="https://" onChange={(event) => set({ images: answer.images.map((old, n) => (n === at ? event.target.value : old)) })} />,
          ])} />
      )}
    </>
  );
}

function Lines({ title, hint, lines, readOnly, onRemove }: { title: string; hint?: string; lines: React.ReactNode[][]; readOnly: boolean; onRemove: (at: number) => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className="kn-lines">
      <legend>{title}</legend>
      {lines.map((controls, at) => (
        <div key={at} className="kn-line">
          {controls}
          {!readOnly && <Button size="small" type="text" aria-label={t("knowledge.answer.removeLine", { title, n: at + 1 })} onClick={() => onRemove(at)}>×</Button>}
        </div>
      ))}
      {hint && <p className="kn-field-hint">{hint}</p>}
    </fieldset>
  );
}
