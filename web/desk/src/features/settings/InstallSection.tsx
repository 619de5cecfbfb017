import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useErrorText } from "../../ui/ErrorBox";
import { useWidgetCheck } from "./api";
import { MemberKeyField } from "./MemberKeyField";
import { Setting } from "./Setting";
import type { SectionProps } from "./SettingsForm";

export function InstallSection({ draft, errors, readOnly, node }: SectionProps) {
  const { t } = useTranslation();
  const origins = draft.value("allowedOrigins");
  const bad = origins.filter((origin) => !/^https?:\/\/[^/\s]+$/.test(origin));
  return (
    <>
      <Setting draft={draft} errors={bad.length > 0 ? { allowedOrigins: [t("settings.origins.bad", { origins: bad.join(", ") })] } : errors} readOnly={readOnly} field="allowedOrigins" hint={t("settings.hint.allowedOrigins")}>
        <Select id="set-allowedOrigins" mode="tags" open={false} suffixIcon={null} tokenSeparators={[",", " ", "\n"]} disabled={readOnly} value={origins} placeholder="https://shop.example.com"
          onChange={(next: string[]) => draft.set("allowedOrigins", next.map(originOnly))} />
      </Setting>
      {node.kind === "merchant"
        ? <><Embed slug={node.slug} origins={origins} /><MemberKeyField tenant={node.id} readOnly={readOnly} /></>
        : <p className="set-hint">{t("settings.embed.merchantOnly")}</p>}
    </>
  );
}

/** An address pasted from the browser, cut down to scheme and host. */
function originOnly(text: string): string {
  try {
    return new URL(text).origin;
  } catch {
    return text.trim();
  }
}

function Embed({ slug, origins }: { slug: string; origins: string[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [copied, setCopied] = useState(false);
  const check = useWidgetCheck(slug);
  const failed = useErrorText(check.error);
  const code = `<script src="${location.origin}/widget/loader.js" data-merchant="${slug}" async></script>`;
  const copy = () => void navigator.clipboard.writeText(code).then(() => setCopied(true), () => setCopied(false));
  return (
    <div className="set-field" role="group" aria-label={t("settings.embed.title")}>
      <div className="set-label"><span>{t("settings.embed.title")}</span></div>
      <div className="set-code"><code>{code}</code><Button size="small" onClick={copy}>{t(copied ? "settings.embed.copied" : "settings.embed.copy")}</Button></div>
      <p className="set-hint">{t("settings.embed.hint")}</p>
      <div className="set-check">
        <Button size="small" loading={check.isPending && { delay: 300 }} onClick={() => check.mutate()}>{t("settings.embed.check")}</Button>
        <div role="status"><ul>
          {check.data && <li className="good">{t("settings.embed.reachable", { name: check.data.name[locale] })}</li>}
          {check.data && <li>{t(check.data.open ? "settings.embed.open" : "settings.embed.closed")}</li>}
          {check.data && <li>{origins.length === 0 ? t("settings.embed.anyOrigin") : t("settings.embed.onlyOrigins", { origins: origins.join(", ") })}</li>}
          {check.data && <li>{t("settings.embed.look")}</li>}
          {check.isError && <li className="bad">{t("settings.embed.unreachable", { what: failed })}</li>}
        </ul></div>
      </div>
    </div>
  );
}
