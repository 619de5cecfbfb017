import type { Agent, Id, Transfer } from "@serviceos/shared/api";
import { Button, Input, Modal, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../session";
import { ErrorBox } from "../../../ui/ErrorBox";
import { finds } from "../../../ui/palette/pinyin";
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
  const [to, setTo] = useState<{ id: Id; name: string }>();
  const [note, setNote] = useState("");
  const transfer = useTransfer(id);
  const { data: agents } = useAgents(target === "agent");
  // Whoever was chosen may go away before the button is pressed.
  const gone = target === "agent" && agents?.find((agent) => agent.id === to?.id)?.state === "offline";
  const ready = target === "bot" || (to !== undefined && !gone);

  const pick = (id: Id, name: string) => setTo({ id, name });
  const send = () => {
    if (!ready) return;
    const where: Transfer = target === "bot" ? { toBot: true } : target === "agent" ? { toAgent: to?.id ?? "" } : { toSkill: to?.id ?? "" };
    transfer.mutate({ ...where, ...(note.trim() ? { note: note.trim() } : {}) }, {
      onSuccess: () => {
        tell(t(`conversations.transfer.doneTo.${target}`, { name: to?.name ?? "" }));
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
        {target === "agent" && <Agents value={to?.id} onChange={pick} />}
        {gone && <p className="transfer-gone" role="alert">{t("conversations.transfer.gone", { name: to?.name })}</p>}
        {target === "skill" && <Skills value={to?.id} onChange={pick} />}
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
  onChange: (id: Id, name: string) => void;
}

/**
 * Colleagues as a list of their own, which covers nothing: who is there first, the freest of them on top, as it was on opening.
 * What each one does now is shown as it changes, but nobody moves under the pointer.
 */
function Agents({ value, onChange }: PickerProps) {
  const { t } = useTranslation();
  const me = useMe();
  const [typed, setTyped] = useState("");
  const { data = [], isPending } = useAgents(true);
  const isFull = (agent: Agent) => agent.assigned >= agent.capacity;
  const rank = (agent: Agent) => ["online", "busy", "away", "offline"].indexOf(agent.state) * 100 + agent.assigned / Math.max(agent.capacity, 1);
  const [places, setPlaces] = useState<readonly Id[]>([]);
  const late = data.filter((agent) => !places.includes(agent.id)).sort((a, b) => rank(a) - rank(b));
  if (late.length > 0) setPlaces([...places, ...late.map((agent) => agent.id)]);
  const agents = data.filter((agent) => agent.id !== me.id && finds(typed, agent.name)).sort((a, b) => places.indexOf(a.id) - places.indexOf(b.id));
  return (
    <div className="agents">
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was opened to choose somebody */}
      <Input autoFocus allowClear size="small" value={typed} placeholder={t("conversations.transfer.pickAgent")} aria-label={t("conversations.transfer.pickAgent")} onChange={(event) => setTyped(event.target.value)} />
      <div role="radiogroup" aria-label={t("conversations.transfer.agent")}>
        {agents.map((agent) => (
          <label key={agent.id} className={agent.state === "offline" ? "agent-option off" : "agent-option"}>
            <input type="radio" name="agent" checked={agent.id === value} disabled={agent.state === "offline"} onChange={() => onChange(agent.id, agent.name)} />
            <span>{agent.name}</span>
            <State of={agent.state} />
            <span className={isFull(agent) ? "num full" : "num"}>{isFull(agent) && `${t("conversations.transfer.full")} `}{agent.assigned}/{agent.capacity}</span>
          </label>
        ))}
        {!isPending && agents.length === 0 && <p className="muted">{t("conversations.transfer.noAgent")}</p>}
      </div>
    </div>
  );
}

function Skills({ value, onChange }: PickerProps) {
  const { t } = useTranslation();
  const { data = [], isPending } = useSkills(true);
  return (
    <Select autoFocus showSearch={{ optionFilterProp: "label" }} loading={isPending} value={value ?? null} onChange={(id) => id && onChange(id, data.find((skill) => skill.id === id)?.name ?? "")} placeholder={t("conversations.transfer.pickSkill")}
      aria-label={t("conversations.transfer.skill")} notFoundContent={t("conversations.transfer.noSkill")}
      options={data.map((skill) => ({ value: skill.id, label: skill.name }))} />
  );
}
