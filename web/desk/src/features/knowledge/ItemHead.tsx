import type { Content, KnowledgeItem } from "@serviceos/shared/api";
import { Button } from "antd";
import { lazy, Suspense, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Back } from "../../ui/Back";
import { useErrorText } from "../../ui/ErrorBox";
import { useToasts } from "../../ui/UndoToast";
import { useAddress } from "./address";
import { useItemActs, usePublish } from "./api";
import { unknownVariables } from "./content";
import { refusalOf } from "./golden/api";
import { StateWord } from "./StateWord";
import { unfillable } from "./unfillable";

const GateDialog = lazy(() => import("./golden/GateDialog").then((m) => ({ default: m.GateDialog })));

interface Props {
  tenant: string;
  id: string;
  item: KnowledgeItem | undefined;
  content: Content;
  write: boolean;
  /** Saves what is being typed; false when that failed and nothing may be published. */
  beforePublish: () => Promise<boolean>;
  status: ReactNode;
}

/** What the item is, whether consumers see it, and what may be done with it as a whole. */
export function ItemHead({ tenant, id, item, content, write, beforePublish, status }: Props) {
  const { t } = useTranslation();
  const { tell, offerUndo } = useToasts();
  const { go } = useAddress();
  const acts = useItemActs(tenant);
  const publish = usePublish(tenant);
  const [held, setHeld] = useState(false);
  const failed = useErrorText(acts.archive.error ?? acts.restore.error ?? acts.override.error ?? (held ? undefined : publish.error));
  const hasFailed = acts.archive.isError || acts.restore.isError || acts.override.isError || (publish.isError && !held);

  const unknown = unknownVariables(content.answer.text).map((name) => `{{${name}}}`);
  const [stopped, setStopped] = useState(false);

  const archive = () => acts.archive.mutate(id, {
    onSuccess: () => offerUndo(t("knowledge.archive.done", { question: content.question }), () => acts.restore.mutate(id)),
  });
  const override = () => acts.override.mutate(id, {
    onSuccess: (own) => {
      go({ item: own.id, tab: undefined });
      tell(t("knowledge.override.done"));
    },
  });
  const told = () => {
    setHeld(false);
    tell(t("knowledge.publish.liveOne", { question: content.question }));
  };
  const publishThis = async () => {
    if (unknown.length > 0) return setStopped(true);
    if (!(await beforePublish())) return;
    publish.mutate({ items: [id] }, { onSuccess: told, onError: (error) => setHeld(refusalOf(error) !== undefined) });
  };
  const refused = [...unfillable(publish.error).values()];
  const pending = item && !item.inherited && (item.state === "draft" || item.state === "changed");

  return (
    <header className="kn-head">
      <div className="kn-head-line">
        <Back label={t("back.list")} onClick={() => go({ item: undefined, new: undefined, tab: undefined })} />
        {item ? <StateWord state={item.state} /> : <span className="kn-state draft">{t("knowledge.state.unsaved")}</span>}
        {item && <span className="kn-live-words">{t(`knowledge.stateHint.${item.state}`)}</span>}
        {status}
        <span className="kn-head-acts">
          {write && item && !item.inherited && item.state !== "archived" && <Button size="small" type="text" onClick={archive}>{t("knowledge.archive.do")}</Button>}
          {write && item?.state === "archived" && !item.inherited && <Button size="small" onClick={() => acts.restore.mutate(id)}>{t("knowledge.archive.restore")}</Button>}
          {write && pending && <Button size="small" loading={publish.isPending} onClick={() => void publishThis()}>{t("knowledge.publish.one")}</Button>}
        </span>
      </div>
      {item?.inherited && (
        <div className="kn-banner">
          <span>{t("knowledge.override.why", { name: item.origin.name })}</span>
          {write && <Button size="small" onClick={override} loading={acts.override.isPending}>{t("knowledge.override.do")}</Button>}
        </div>
      )}
      {item?.overrides && <div className="kn-banner"><span>{t("knowledge.override.own")}</span><Button size="small" type="link" onClick={() => go({ item: item.overrides, tab: undefined })}>{t("knowledge.override.see")}</Button></div>}
      {stopped && unknown.length > 0 && <p className="kn-failed" role="alert">{t("knowledge.publish.unfillable", { names: unknown.join(" ") })}</p>}
      {hasFailed && <p className="kn-failed" role="alert">{refused.length > 0 ? t("knowledge.publish.unfillable", { names: refused.join(" ") }) : t("knowledge.actFailed", { what: failed })}</p>}
      {held && <Suspense><GateDialog tenant={tenant} id={id} publish={publish} onClose={() => setHeld(false)} onDone={told} /></Suspense>}
    </header>
  );
}
