import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FieldName } from "./api";
import type { SectionProps } from "./SettingsForm";

interface Props extends Pick<SectionProps, "draft" | "errors" | "readOnly"> {
  field: FieldName;
  hint?: ReactNode;
  /** A group of controls rather than one with the field's id. */
  group?: boolean;
  children: ReactNode;
}

/** A field with where its value comes from: own, or from a node above, and the way between the two. */
export function Setting({ field, draft, errors, readOnly, hint, group, children }: Props) {
  const { t } = useTranslation();
  const own = draft.isOwn(field);
  const origin = draft.origin(field);
  const from = origin.from === "node" ? t("settings.from.node", { name: origin.name }) : t(`settings.from.${origin.from}`);
  const wrong = Object.entries(errors).filter(([name]) => name === field || name.startsWith(`${field}.`) || name.startsWith(`${field}[`)).flatMap(([, texts]) => texts);
  const label = t(`settings.field.${field}`);
  const node = origin.from === "node" ? origin.name : from;
  return (
    <div className="set-field" role={group ? "group" : undefined} aria-label={group ? label : undefined}>
      <div className="set-label">
        {group ? <span>{label}</span> : <label htmlFor={`set-${field}`}>{label}</label>}
        <span className="set-origin">
          {own ? t("settings.own") : from}
          {own && field !== "name" && !readOnly && draft.hasAbove && <button type="button" className="plain-button" onClick={() => draft.inherit(field)} aria-label={t("settings.inheritField", { field: label, from: node })}>{t("settings.inherit", { from: node })}</button>}
          {!own && !readOnly && draft.hasAbove && <button type="button" className="plain-button" onClick={() => draft.set(field, draft.value(field))} aria-label={t("settings.overrideField", { field: label })}>{t("settings.override")}</button>}
        </span>
      </div>
      {children}
      {wrong.length > 0 ? <p className="set-error" role="alert">{wrong.join(" ")}</p> : <p className="set-hint">{draft.isUnseen(field) ? t("settings.afterSaving") : hint}</p>}
    </div>
  );
}
