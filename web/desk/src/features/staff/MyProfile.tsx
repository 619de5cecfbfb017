import { useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Segmented } from "antd";
import type { Locale } from "@serviceos/shared/api";
import { useTranslation } from "react-i18next";
import { setLocale } from "../../i18n";
import { meKey, useMe } from "../../session";
import { ErrorBox } from "../../ui/ErrorBox";
import { useFaults } from "../../ui/faults";
import { useToasts } from "../../ui/UndoToast";
import { useMyProfile } from "./api";

const shortest = 10;

export function MyProfile() {
  return (
    <div className="staff-me">
      <Profile />
      <Password />
    </div>
  );
}

function Profile() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const { tell } = useToasts();
  const { save } = useMyProfile();
  const onFinish = (fields: { displayName: string; locale: Locale }) => save.mutate(fields, {
    onSuccess: (next) => {
      client.setQueryData(meKey, next);
      setLocale(next.locale);
      tell(t("staff.me.saved"));
    },
  });
  return (
    <Form layout="vertical" className="staff-card" requiredMark={false} initialValues={{ displayName: me.displayName, locale: me.locale }} onFinish={onFinish} name="profile">
      <h2>{t("staff.me.profile")}</h2>
      <p className="muted">{me.name} · {t(`role.${me.role}`)} · {me.tenant.name}</p>
      <Form.Item name="displayName" label={t("staff.field.displayName")} extra={t("staff.field.displayNameHint")} rules={[{ required: true, whitespace: true, message: t("staff.field.displayNameNeeded") }]}><Input maxLength={60} autoComplete="nickname" /></Form.Item>
      <Form.Item name="locale" label={t("staff.me.locale")}><Segmented options={[{ value: "zh-CN", label: "中文" }, { value: "en", label: "English" }]} /></Form.Item>
      {save.isError && <ErrorBox error={save.error} safe={t("staff.dialog.safe")} compact />}
      <Button type="primary" htmlType="submit" loading={save.isPending}>{t("staff.me.save")}</Button>
    </Form>
  );
}

function Password() {
  const { t } = useTranslation();
  const { tell } = useToasts();
  const { password } = useMyProfile();
  const [form] = Form.useForm<{ current: string; next: string; again: string }>();
  const errors = useFaults(password.error);
  const wrong = (field: string) => errors[field] ? { validateStatus: "error" as const, help: errors[field].join(" ") } : {};
  return (
    <Form form={form} layout="vertical" className="staff-card" requiredMark={false} name="password"
      onFinish={({ current, next }) => password.mutate({ current, next }, { onSuccess: () => { form.resetFields(); tell(t("staff.me.passwordChanged")); } })}>
      <h2>{t("staff.me.password")}</h2>
      <Form.Item name="current" label={t("staff.me.current")} rules={[{ required: true, message: t("staff.me.currentNeeded") }]} {...wrong("current")}><Input.Password autoComplete="current-password" /></Form.Item>
      <Form.Item name="next" label={t("staff.me.next")} extra={t("staff.me.nextHint", { count: shortest })} rules={[{ required: true, min: shortest, message: t("staff.me.nextHint", { count: shortest }) }]} {...wrong("next")}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item name="again" label={t("staff.me.again")} dependencies={["next"]} rules={[{ validator: (_, value: string) => value === form.getFieldValue("next") ? Promise.resolve() : Promise.reject(new Error(t("staff.me.differs"))) }]}><Input.Password autoComplete="new-password" /></Form.Item>
      {password.isError && Object.keys(errors).length === 0 && <ErrorBox error={password.error} safe={t("staff.me.passwordSafe")} compact />}
      <Button htmlType="submit" loading={password.isPending}>{t("staff.me.changePassword")}</Button>
    </Form>
  );
}
