import type { LanguageModel, LanguageModelChange } from "@serviceos/shared/api";
import { Button, Input, InputNumber, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { useFaults } from "../../ui/faults";
import { useToasts } from "../../ui/UndoToast";
import { useLanguageModel, useSaveLanguageModel, useTestLanguageModel } from "./api";
import type { SectionProps } from "./SettingsForm";

const uses = ["drafts", "summaries", "answers"] as const;
type Own = Omit<LanguageModelChange, "key">;

/** The language model that a node may name: its address and key, what it may be used for, and how it fares. Saved by itself: its key is no setting to look at. */
export function ModelSection({ node, readOnly }: Pick<SectionProps, "node" | "readOnly">) {
  const { data, isError, error, refetch } = useLanguageModel(node.id);
  if (isError) return <ErrorBox error={error} onRetry={() => void refetch()} compact />;
  if (!data) return <Loading lines={3} />;
  return <ModelForm key={node.id} tenant={node.id} model={data} readOnly={readOnly} />;
}

function ModelForm({ tenant, model, readOnly }: { tenant: string; model: LanguageModel; readOnly: boolean }) {
  const { t } = useTranslation();
  const save = useSaveLanguageModel(tenant);
  const { tell } = useToasts();
  const [edited, setEdited] = useState<Own>();
  const [key, setKey] = useState("");
  const errors = useFaults(save.error);
  const own = edited ?? ownOf(model);
  const set = (part: Own) => setEdited({ ...own, ...part });
  const submit = () => save.mutate({ ...trimmed(own), ...(key.trim() ? { key: key.trim() } : {}) }, {
    onSuccess: () => {
      setEdited(undefined);
      setKey("");
      tell(t("settings.model.saved"));
    },
  });
  const inherited = model.inherited.includes("endpoint") && model.endpoint;
  const wrong = Object.keys(errors).map((field) => t(`settings.model.${field}`, field));

  return (
    <>
      <p className="set-hint">{t("settings.model.hint")}</p>
      {inherited && <p className="set-line">{t("settings.model.inherited", { model: model.model, endpoint: model.endpoint })}</p>}
      <Field id="endpoint" hint={t("settings.model.endpointHint")}>
        <Input id="set-model-endpoint" value={own.endpoint ?? ""} disabled={readOnly} placeholder={model.endpoint ?? "https://models.example/v1"} onChange={(event) => set({ endpoint: event.target.value })} />
      </Field>
      <Field id="model">
        <Input id="set-model-model" value={own.model ?? ""} disabled={readOnly} placeholder={model.model ?? ""} onChange={(event) => set({ model: event.target.value })} />
      </Field>
      <Field id="key" hint={t(model.keySet ? "settings.model.keySet" : "settings.model.keyUnset")}>
        <Input.Password id="set-model-key" value={key} disabled={readOnly} autoComplete="off" visibilityToggle={false} onChange={(event) => setKey(event.target.value)} />
      </Field>
      {uses.map((use) => (
        <Field key={use} id={use} hint={t(`settings.model.${use}Hint`)}>
          <Switch id={`set-model-${use}`} checked={own[use] ?? model[use]} disabled={readOnly} onChange={(on) => set({ [use]: on })} />
        </Field>
      ))}
      <Field id="persona" hint={t("settings.model.personaHint")}>
        <Input.TextArea id="set-model-persona" value={own.persona ?? ""} disabled={readOnly} maxLength={500} autoSize placeholder={model.persona ?? ""} onChange={(event) => set({ persona: event.target.value })} />
      </Field>
      <Field id="tokensPerMonth" hint={t("settings.model.used", { used: model.tokensUsed.toLocaleString() })}>
        <InputNumber id="set-model-tokensPerMonth" value={own.tokensPerMonth ?? null} disabled={readOnly} min={0} max={1_000_000_000} precision={0} placeholder={String(model.tokensPerMonth)} onChange={(next) => set({ tokensPerMonth: next })} />
      </Field>
      <Field id="timeoutMs">
        <InputNumber id="set-model-timeoutMs" value={own.timeoutMs ?? null} disabled={readOnly} min={500} max={8_000} step={500} precision={0} placeholder={String(model.timeoutMs)} onChange={(next) => set({ timeoutMs: next })} />
      </Field>
      <Field id="keepTexts" hint={t("settings.model.keepTextsHint")}>
        <Switch id="set-model-keepTexts" checked={own.keepTexts ?? model.keepTexts} disabled={readOnly} onChange={(on) => set({ keepTexts: on })} />
      </Field>
      {wrong.length > 0 ? <p className="set-error" role="alert">{t("settings.model.wrong", { fields: wrong.join(t("settings.comma")) })}</p> : save.isError && <ErrorBox error={save.error} safe={t("settings.notSaved")} compact />}
      {!readOnly && (
        <div className="set-member-acts">
          <Button size="small" type="primary" disabled={!edited && !key.trim()} loading={save.isPending} onClick={submit}>{t("settings.model.save")}</Button>
          <TestButton tenant={tenant} disabled={!model.endpoint || edited !== undefined || key !== ""} />
        </div>
      )}
    </>
  );
}

/** Asks what is saved, not what is typed. */
function TestButton({ tenant, disabled }: { tenant: string; disabled: boolean }) {
  const { t } = useTranslation();
  const test = useTestLanguageModel(tenant);
  return (
    <>
      <Button size="small" disabled={disabled} loading={test.isPending} onClick={() => test.mutate()}>{t("settings.model.test")}</Button>
      <span role="status">{test.data && t(`settings.model.outcome.${test.data.outcome}`, { ms: test.data.ms })}</span>
      {test.isError && <ErrorBox error={test.error} compact />}
    </>
  );
}

function Field({ id, hint, children }: { id: string; hint?: string; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="set-field">
      <div className="set-label"><label htmlFor={`set-model-${id}`}>{t(`settings.model.${id}`)}</label></div>
      {children}
      {hint && <p className="set-hint">{hint}</p>}
    </div>
  );
}

/** What the node says itself. */
function ownOf(model: LanguageModel): Own {
  const own = new Set(["endpoint", ...uses, "tokensPerMonth", "timeoutMs", "keepTexts", "persona"].filter((field) => !model.inherited.includes(field)));
  return {
    ...(own.has("endpoint") ? { endpoint: model.endpoint ?? null, model: model.model ?? null } : {}),
    ...(own.has("drafts") ? { drafts: model.drafts } : {}), ...(own.has("summaries") ? { summaries: model.summaries } : {}), ...(own.has("answers") ? { answers: model.answers } : {}),
    ...(own.has("tokensPerMonth") ? { tokensPerMonth: model.tokensPerMonth } : {}), ...(own.has("timeoutMs") ? { timeoutMs: model.timeoutMs } : {}),
    ...(own.has("keepTexts") ? { keepTexts: model.keepTexts } : {}), ...(own.has("persona") ? { persona: model.persona ?? null } : {}),
  };
}

/** A field that is emptied comes from above again. */
function trimmed(own: Own): Own {
  return { ...own, endpoint: own.endpoint?.trim() || null, model: own.model?.trim() || null, persona: own.persona?.trim() || null };
}
