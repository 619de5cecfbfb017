import type { NewApiKey, Permission } from "@serviceos/shared/api";
import { Checkbox, Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../../session";
import { ErrorBox } from "../../ui/ErrorBox";
import { useFaults } from "../../ui/faults";
import { useApiKeyActs } from "./api";

/** A key may do at most what its maker may do; it starts with nothing ticked. */
export function KeyDialog({ tenant, onClose, onMade }: { tenant: string; onClose: () => void; onMade: (key: NewApiKey) => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const [form] = Form.useForm<{ name: string; scopes: Permission[] }>();
  const { create } = useApiKeyActs(tenant);
  const errors = useFaults(create.error);
  const wrong = (field: string) => errors[field] ? { validateStatus: "error" as const, help: errors[field].join(" ") } : {};
  return (
    <Modal open title={t("staff.keys.add")} onCancel={onClose} okText={t("staff.keys.create")} cancelText={t("staff.cancel")} okButtonProps={{ loading: create.isPending }} onOk={form.submit} width={480}>
      <Form className="staff-form" form={form} layout="vertical" requiredMark={false} initialValues={{ name: "", scopes: [] }} name="api-key"
        onFinish={(fields) => create.mutate(fields, { onSuccess: (key) => { onClose(); onMade(key); } })}>
        <Form.Item name="name" label={t("staff.keys.name")} extra={t("staff.keys.nameHint")} rules={[{ required: true, whitespace: true, message: t("staff.keys.nameNeeded") }]} {...wrong("name")}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="scopes" label={t("staff.keys.scopes")} rules={[{ required: true, message: t("staff.keys.scopesNeeded") }]} {...wrong("scopes")}>
          <Checkbox.Group className="staff-scopes" options={me.permissions.map((scope) => ({ value: scope, label: t(`staff.scope.${scope.replace(".", "-")}`) }))} />
        </Form.Item>
      </Form>
      {create.isError && Object.keys(errors).length === 0 && <ErrorBox error={create.error} safe={t("staff.dialog.safe")} compact />}
    </Modal>
  );
}
