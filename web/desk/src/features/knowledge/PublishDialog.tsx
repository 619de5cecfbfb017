import { Button, Checkbox, Input, Modal, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { TimeAgo } from "../../ui/TimeAgo";
import { useConflicts, useItem, usePublish, useUnpublished } from "./api";
import { Conflicts } from "./Conflicts";
import { emptyContent } from "./content";
import { DiffTable } from "./DiffTable";
import { refusalOf } from "./golden/api";
import { Gate, useGate } from "./golden/Gate";
import { useAddress } from "./address";
import { useStartRollout } from "./rollout/api";
import { StageSettings, usualSettings } from "./rollout/StageSettings";
import { StateWord } from "./StateWord";
import { unfillable } from "./unfillable";

/** More than these are shown by name, each to be opened. */
const openMost = 3;

interface Props {
  tenant: string;
  onClose: () => void;
  onDone: (result: { published: number; version: number }) => void;
}

/** The preview of a publication: every change with what it changes, all of them or the ticked ones. */
export function PublishDialog({ tenant, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const waiting = useUnpublished(tenant, true);
  const { go: goTo } = useAddress();
  const atOnce = usePublish(tenant);
  const inStages = useStartRollout(tenant, (id) => {
    onClose();
    goTo({ rollout: id });
  });
  const [staged, setStaged] = useState(false);
  const [settings, setSettings] = useState(usualSettings);
  const publish = staged ? inStages : atOnce;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [note, setNote] = useState("");
  const items = waiting.data?.items ?? [];
  const chosen = items.filter((item) => !left.has(item.id));
  const all = waiting.data?.all ?? 0;
  const unseen = all - items.length;
  const everything = left.size === 0;

  const gate = useGate(tenant, everything ? undefined : chosen.map((item) => item.id), publish.error, all > 0);

  const toggle = (id: string) => {
    publish.reset();   // what was refused is not what is ticked now
    setLeft((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  };
  const go = () => {
    const what = { ...(everything ? {} : { items: chosen.map((item) => item.id) }), ...(note.trim() ? { note: note.trim() } : {}), ...(gate.despite ? { despite: gate.despite } : {}) };
    if (staged) {
      inStages.mutate({ ...what, ...settings });
    } else {
      atOnce.mutate(what, { onSuccess: (result) => {
        onDone(result);
        onClose();
      } });
    }
  };
  const size = everything ? all : chosen.length;
  const refused = unfillable(publish.error);
  const conflicts = useConflicts(tenant, undefined, true).data?.filter((one) => !left.has(one.item)) ?? [];

  return (
    <Modal open title={t("knowledge.publish.title")} onCancel={onClose} width={760} footer={[
      <Button key="cancel" onClick={onClose}>{t("knowledge.cancel")}</Button>,
      <Button key="go" type="primary" danger={gate.isHeld} disabled={size === 0 || !gate.mayGo} loading={publish.isPending} onClick={go}>
        {gate.isHeld ? t("knowledge.gate.allTheSame") : staged ? t("knowledge.rollout.begin", { count: size }) : t(everything ? "knowledge.publish.all" : "knowledge.publish.some", { count: size })}
      </Button>,
    ]}>
      {waiting.isPending && <Loading lines={4} />}
      {waiting.isError && <ErrorBox error={waiting.error} onRetry={() => void waiting.refetch()} compact />}
      <ul className="kn-waiting">
        {items.map((item) => (
          <li key={item.id} aria-label={item.question || t("knowledge.untitled")}>
            <Checkbox checked={!left.has(item.id)} onChange={() => toggle(item.id)}>{item.question || t("knowledge.untitled")}</Checkbox>
            <StateWord state={item.state} />
            <span className="muted">{item.updatedBy} <TimeAgo at={item.updatedAt} /></span>
            <Changes tenant={tenant} id={item.id} open={items.length <= openMost} />
            {refused.has(item.id) && <p className="kn-failed">{t("knowledge.answer.unknownVariable", { names: refused.get(item.id) })}</p>}
          </li>
        ))}
      </ul>
      <Conflicts conflicts={conflicts} />
      {size > 0 && <Gate gate={gate} onLeave={onClose} />}
      {unseen > 0 && <p className="kn-unseen">{t("knowledge.publish.unseen", { count: unseen })}</p>}
      <label className="kn-publish-note">
        {t("knowledge.publish.note")}
        <Input value={note} maxLength={200} placeholder={t("knowledge.publish.notePlaceholder")} onChange={(event) => setNote(event.target.value)} onPressEnter={() => gate.mayGo && size > 0 && go()} />
      </label>
      <Radio.Group className="kn-how" value={staged} aria-label={t("knowledge.rollout.how")} onChange={(event) => setStaged(event.target.value as boolean)}
        options={[{ value: false, label: t("knowledge.rollout.atOnce") }, { value: true, label: t("knowledge.rollout.inStages") }]} />
      {staged && <StageSettings value={settings} onChange={setSettings} />}
      <p className="muted">{t(staged ? "knowledge.rollout.what" : "knowledge.publish.what")}</p>
      {refused.size > 0 && <p className="kn-failed" role="alert">{t("knowledge.publish.unfillable", { names: [...refused.values()].join(" ") })} {t("knowledge.publish.safe")}</p>}
      {publish.isError && refused.size === 0 && !refusalOf(publish.error) && <ErrorBox error={publish.error} safe={t("knowledge.publish.safe")} compact />}
    </Modal>
  );
}

/** What one item says now to consumers, and what it will say; read once it is looked at. */
function Changes({ tenant, id, open }: { tenant: string; id: string; open: boolean }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(open);
  const { data: item, error, isPending, refetch } = useItem(tenant, id, shown);
  const after = item?.draft;
  return (
    <details className="kn-changes" open={shown} onToggle={(event) => setShown(event.currentTarget.open)}>
      <summary>{t("knowledge.publish.show")}</summary>
      {shown && isPending && <Loading lines={2} />}
      {error && <ErrorBox error={error} onRetry={() => void refetch()} compact />}
      {after && (
        <DiffTable before={item.published?.content ?? emptyContent(after.language)} after={after}
          beforeTitle={item.published ? t("knowledge.publish.before", { version: item.published.version }) : t("knowledge.publish.beforeNone")} afterTitle={t("knowledge.publish.after")} />
      )}
    </details>
  );
}
