import { ProblemError } from "@serviceos/shared/http";
import { Button, Form, Input, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { setLocale, useLocale } from "../i18n";
import { useSignIn } from "../session";
import { ErrorBox } from "./ErrorBox";
import "./ui.css";

export function SignIn() {
  const { t } = useTranslation();
  const locale = useLocale();
  const signIn = useSignIn();
  const wrong = signIn.error instanceof ProblemError && signIn.error.status === 401;
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <header>
          <img src="/desk/icon.svg" alt="" width={32} height={32} />
          <h1>{t("signIn.title")}</h1>
        </header>
        <Form layout="vertical" requiredMark={false} onFinish={(input: { name: string; password: string }) => signIn.mutate(input)}>
          <Form.Item name="name" label={t("signIn.name")} rules={[{ required: true, message: t("signIn.nameNeeded") }]}>
            <Input autoFocus autoComplete="username" size="large" />
          </Form.Item>
          <Form.Item name="password" label={t("signIn.password")} rules={[{ required: true, message: t("signIn.passwordNeeded") }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          {wrong && <p className="sign-in-wrong" role="alert">{t("signIn.wrong")}</p>}
          {signIn.error && !wrong && <ErrorBox error={signIn.error} compact />}
          <Button type="primary" htmlType="submit" size="large" block loading={signIn.isPending}>{t("signIn.do")}</Button>
        </Form>
        <Segmented size="small" value={locale} onChange={(next) => void setLocale(next === "en" ? "en" : "zh-CN")} aria-label={t("language")}
          options={[{ value: "zh-CN", label: "中文" }, { value: "en", label: "English" }]} />
      </div>
    </main>
  );
}
