import type { ApiKey, NewApiKey } from "@serviceos/shared/api";
import { day } from "@serviceos/shared/format";
import { Button, Popconfirm } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { Empty } from "../../ui/Empty";
import { ErrorBox, useErrorText } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { TimeAgo } from "../../ui/TimeAgo";
import { useApiKeyActs, useApiKeys } from "./api";
import { KeyDialog } from "./KeyDialog";
import { SecretOnce } from "./SecretOnce";

/** Keys by which programs act for the shop. Shown once, narrow by choice, revoked for good. */
export function ApiKeys({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const keys = useApiKeys(tenant);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<NewApiKey>();
  const rows = (keys.data ?? []).toSorted((a, b) => Number(Boolean(a.revokedAt)) - Number(Boolean(b.revokedAt)) || b.createdAt.localeCompare(a.createdAt));
  return (
    <>
      <div className="staff-tools">
        <p className="muted">{t("staff.keys.what")}</p>
        <Button type="primary" onClick={() => setAdding(true)}>{t("staff.keys.add")}</Button>
      </div>
      {keys.isPending && <Loading lines={4} />}
      {keys.isError && <ErrorBox error={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.isSuccess && rows.length === 0 && <Empty title={t("staff.keys.empty")}>{t("staff.keys.emptyText")}</Empty>}
      {rows.length > 0 && (
        <div className="staff-scroll"><table className="staff-table">
          <thead><tr>{(["name", "prefix", "scopes", "created", "used"] as const).map((name) => <th key={name} scope="col">{t(`staff.keys.column.${name}`)}</th>)}<th scope="col"><span className="visually-hidden">{t("staff.column.acts")}</span></th></tr></thead>
          <tbody>{rows.map((key) => <KeyRow key={key.id} apiKey={key} tenant={tenant} />)}</tbody>
        </table></div>
      )}
      {adding && <KeyDialog tenant={tenant} onClose={() => setAdding(false)} onMade={setMade} />}
      {made && <SecretOnce title={t("staff.keys.made", { name: made.name })} secret={made.key} hint={t("staff.keys.once")} onClose={() => setMade(undefined)} />}
    </>
  );
}

function KeyRow({ apiKey, tenant }: { apiKey: ApiKey; tenant: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { revoke } = useApiKeyActs(tenant);
  const failed = useErrorText(revoke.error);
  return (
    <tr className={apiKey.revokedAt ? "off" : ""}>
      <th scope="row">{apiKey.name}</th>
      <td><code>{apiKey.prefix}…</code></td>
      <td>{apiKey.scopes.map((scope) => <span key={scope} className="staff-chip">{t(`staff.scope.${scope.replace(".", "-")}`, { defaultValue: scope })}</span>)}</td>
      <td className="muted"><time dateTime={apiKey.createdAt}>{day(apiKey.createdAt, locale)}</time></td>
      <td className="muted">{apiKey.lastUsedAt ? <TimeAgo at={apiKey.lastUsedAt} /> : t("staff.never")}</td>
      <td className="staff-acts">
        {revoke.isError && <span className="staff-failed" role="alert">{t("staff.failed", { what: failed })}</span>}
        {apiKey.revokedAt
          ? <span className="muted">{t("staff.keys.revokedOn", { day: day(apiKey.revokedAt, locale) })}</span>
          : (
            <Popconfirm placement="left" title={t("staff.keys.revokeTitle", { name: apiKey.name })} description={<p className="staff-confirm">{t("staff.keys.revokeText")}</p>} okText={t("staff.keys.revoke")} cancelText={t("staff.cancel")}
              okButtonProps={{ danger: true }} onConfirm={() => revoke.mutateAsync(apiKey.id).catch(() => undefined)}>
              <Button size="small" type="text">{t("staff.keys.revoke")}</Button>
            </Popconfirm>
          )}
      </td>
    </tr>
  );
}
