import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../../ui/ErrorBox";
import type { usePublish } from "../api";
import { refusalOf } from "./api";
import { Gate, useGate } from "./Gate";

interface Props {
  tenant: string;
  id: string;
  publish: ReturnType<typeof usePublish>;
  onClose: () => void;
  onDone: () => void;
}

/** One item was to be published and golden questions hold it up. */
export function GateDialog({ tenant, id, publish, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const gate = useGate(tenant, [id], publish.error);
  const go = () => publish.mutate({ items: [id], ...(gate.despite ? { despite: gate.despite } : {}) }, { onSuccess: onDone });
  return (
    <Modal open title={t("knowledge.gate.refused")} onCancel={onClose} width={640} footer={[
      <Button key="cancel" onClick={onClose}>{t("knowledge.cancel")}</Button>,
      <Button key="go" danger type="primary" disabled={!gate.mayGo} loading={publish.isPending} onClick={go}>{t("knowledge.gate.allTheSame")}</Button>,
    ]}>
      <Gate gate={gate} onLeave={onClose} />
      <p className="muted">{t("knowledge.publish.safe")}</p>
      {publish.isError && !refusalOf(publish.error) && <ErrorBox error={publish.error} safe={t("knowledge.publish.safe")} compact />}
    </Modal>
  );
}
