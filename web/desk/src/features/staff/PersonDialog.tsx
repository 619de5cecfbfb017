import type { NewStaffMember, Role, StaffMember, TenantKind } from "@serviceos/shared/api";
import { Form, Input, InputNumber, Modal, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMe } from "../../session";
import { ErrorBox } from "../../ui/ErrorBox";
import { useFaults } from "../../ui/faults";
import { useTenants } from "../../ui/tenant";
import { useSkills, useStaffActs, type StaffFields } from "./api";

interface Props {
  tenant: string;
  /** Missing when someone new is added. */
  person: StaffMember | undefined;
  onClose: () => void;
  onCreated: (created: NewStaffMember) => void;
}

const everywhere: Role[] = ["manager", "knowledge-owner", "agent", "read-only"];
const owners: Record<TenantKind, Role> = { platform: "platform-owner", unit: "unit-owner", merchant: "merchant-owner" };
type Fields = StaffFields & { name: string };

export function PersonDialog({ tenant, person, onClose, onCreated }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [form] = Form.useForm<Fields>();
  const skills = useSkills(tenant);
  const { data: tenants } = useTenants();
  const { create, change } = useStaffActs(tenant);
  const act = person ? change : create;
  const errors = useFaults(act.error);
  const wrong = (field: keyof Fields) => errors[field] ? { validateStatus: "error" as const, help: errors[field].join(" ") } : {};
  const kind = tenants?.find((one) => one.id === tenant)?.kind ?? me.tenant.kind;
  const roles = [...new Set([owners[kind], ...everywhere, ...(person ? [person.role] : [])])];

  const save = (fields: Fields) => {
    if (person) change.mutate({ id: person.id, displayName: fields.displayName, role: fields.role, skills: fields.skills, capacity: fields.capacity }, { onSuccess: onClose });
    else create.mutate(fields, { onSuccess: (created) => { onClose(); onCreated(created); } });
  };
  const start: Fields = person
    ? { name: person.name, displayName: person.displayName, role: person.role, skills: person.skills.map((skill) => skill.id), capacity: person.capacity }
    : { name: "", displayName: "", role: "agent", skills: [], capacity: 5 };

  return (
    <Modal open title={person ? t("staff.dialog.edit", { name: person.displayName }) : t("staff.dialog.add")} onCancel={onClose} okText={t(person ? "staff.dialog.save" : "staff.dialog.create")}
      cancelText={t("staff.cancel")} okButtonProps={{ loading: act.isPending }} onOk={form.submit} width={480}>
      <Form className="staff-form" form={form} layout="vertical" initialValues={start} onFinish={save} requiredMark={false} name="person">
        <Form.Item name="name" label={t("staff.field.name")} extra={person ? undefined : t("staff.field.nameHint")} rules={[{ required: true, message: t("staff.field.nameNeeded") }]} {...wrong("name")}>
          <Input disabled={person !== undefined} autoComplete="off" maxLength={60} autoFocus={!person} />
        </Form.Item>
        <Form.Item name="displayName" label={t("staff.field.displayName")} extra={t("staff.field.displayNameHint")} rules={[{ required: true, message: t("staff.field.displayNameNeeded") }]} {...wrong("displayName")}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="role" label={t("staff.field.role")} {...wrong("role")}>
          <Select options={roles.map((role) => ({ value: role, label: t(`role.${role}`), does: t(`staff.roleDoes.${role}`) }))}
            optionRender={(option) => <span className="staff-role">{option.label}<small className="muted">{option.data.does}</small></span>} />
        </Form.Item>
        <Form.Item name="skills" label={t("staff.field.skills")} extra={skills.data?.length === 0 && t("staff.field.noSkills")} {...wrong("skills")}>
          <Select mode="multiple" optionFilterProp="label" options={skills.data?.map((skill) => ({ value: skill.id, label: skill.name })) ?? []} />
        </Form.Item>
        <Form.Item name="capacity" label={t("staff.field.capacity")} extra={t("staff.field.capacityHint")} {...wrong("capacity")}>
          <InputNumber min={0} max={100} precision={0} />
        </Form.Item>
      </Form>
      {act.isError && Object.keys(errors).length === 0 && <ErrorBox error={act.error} safe={t("staff.dialog.safe")} compact />}
    </Modal>
  );
}
