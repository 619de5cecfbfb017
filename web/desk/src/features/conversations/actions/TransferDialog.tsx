import type { Agent, Id, Transfer } from "@serviceos/shared/api";
import { Button, Input, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../session";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useToasts } from "../../../ui/UndoToast";
import { useAgents, useSkills, useTransfer } from "../api";
import { State } from "./PresenceSwitch";

interface Props {
  id: Id;
  onDone: (transferred: boolean) => void;
}

type Target = "agent" | "skill" | "bot";

/** To a colleague, to a skill's queue or back to the bot, with a note that stays inside. */
export function TransferDialog({ id, onDone }: Props) {
  const { t } = useTranslation();
  const { tell } = useToasts();
  const [target, setTarget] = useState<Target>("agent");
  const [to, setTo] = useState<Id>();
  const [note, setNote] = useState("");
  const transfer = useTransfer(id);
  const ready = target === "bot" || to !== undefined;

  const send = () => {
    if (!ready) return;
    const where: Transfer = target === "bot" ? { toBot: true } : target === "agent" ? { toAgent: to ?? "" } : { toSkill: to ?? "" };
    transfer.mutate({ ...where, ...(note.trim() ? { note: note.trim() } : {}) }, {
      onSuccess: () => {
        tell(t("conversations.transfer.done"));
        onDone(true);
      },
    });
  };
  return (
    <Modal open title={t("conversations.transfer.title")} width={440} onCancel={() => onDone(false)}
      footer={<Button type="primary" disabled={!ready} loading={transfer.isPending} onClick={send}>{t("conversations.transfer.do")}</Button>}>
      <div className="dialog">
        <Segmented block value={target} onChange={(next) => { setTarget(next); setTo(undefined); }}
          options={(["agent", "skill", "bot"] as const).map((value) => ({ value, label: t(`conversations.transfer.${value}`) }))} />
        {target === "agent" && <Agents value={to} onChange={setTo} />}
        {target === "skill" && <Skills value={to} onChange={setTo} />}
        {target === "bot" && <p className="muted">{t("conversations.transfer.botHint")}</p>}
        <Input.TextArea value={note} rows={2} maxLength={1000} aria-label={t("conversations.transfer.note")} placeholder={t("conversations.transfer.note")}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && !event.nativeEvent.isComposing && send()} />
        {transfer.error && <ErrorBox error={transfer.error} compact safe={t("conversations.transfer.safe")} />}
      </div>
    </Modal>
  );
}

interface PickerProps {
  value: Id | undefined;
  onChange: (id: Id) => void;
}

function Agents({ value, onChange }: PickerProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { data = [], isPending } = useAgents(true);
  const rank = (agent: Agent) => ["online", "busy", "away", "offline"].indexOf(agent.state) * 100 + agent.assigned / Math.max(agent.capacity, 1);
  const agents = data.filter((agent) => agent.id !== me.id).sort((a, b) => rank(a) - rank(b));
  return (
    <Select autoFocus defaultOpen showSearch={{ optionFilterProp: "label" }} loading={isPending} value={value ?? null} onChange={(id) => id && onChange(id)} placeholder={t("conversations.transfer.pickAgent")}
      aria-label={t("conversations.transfer.agent")} notFoundContent={t("conversations.transfer.noAgent")}
      options={agents.map((agent) => ({ value: agent.id, label: agent.name, agent, disabled: agent.state === "offline" }))}
      optionRender={(option) => (
        <span className="agent-option">
          {option.label}
          <State of={option.data.agent.state} />
          <span className="num">{option.data.agent.assigned}/{option.data.agent.capacity}</span>
        </span>
      )} />
  );
}

function Skills({ value, onChange }: PickerProps) {
  const { t } = useTranslation();
  const { data = [], isPending } = useSkills(true);
  return (
    <Select autoFocus showSearch={{ optionFilterProp: "label" }} loading={isPending} value={value ?? null} onChange={(id) => id && onChange(id)} placeholder={t("conversations.transfer.pickSkill")}
      aria-label={t("conversations.transfer.skill")} notFoundContent={t("conversations.transfer.noSkill")}
      options={data.map((skill) => ({ value: skill.id, label: skill.name }))} />
  );
}
