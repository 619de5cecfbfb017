import type { StaffMember } from "@serviceos/shared/api";
import { Button, Dropdown, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useMay, useMe } from "../../session";
import { Empty } from "../../ui/Empty";
import { ErrorBox, useErrorText } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { TimeAgo } from "../../ui/TimeAgo";
import { useToasts } from "../../ui/UndoToast";
import { useStaff, useStaffActs } from "./api";
import { PersonDialog } from "./PersonDialog";
import { SecretOnce } from "./SecretOnce";

export function People({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const write = useMay()("staff.write");
  const staff = useStaff(tenant);
  const [search] = useSearchParams();
  const [find, setFind] = useState(search.get("find") ?? "");
  const [open, setOpen] = useState<StaffMember | "new">();
  const [secret, setSecret] = useState<{ name: string; password: string }>();
  const wanted = find.trim().toLowerCase();
  const people = (staff.data ?? [])
    .filter((one) => [one.name, one.displayName, ...one.skills.map((skill) => skill.name)].some((text) => text.toLowerCase().includes(wanted)))
    .toSorted((a, b) => Number(a.disabled) - Number(b.disabled));

  return (
    <>
      <div className="staff-tools">
        <Input allowClear value={find} onChange={(event) => setFind(event.target.value)} placeholder={t("staff.find")} aria-label={t("staff.find")} style={{ width: 240 }} />
        {write && <Button type="primary" onClick={() => setOpen("new")}>{t("staff.add")}</Button>}
      </div>
      {staff.isPending && <Loading />}
      {staff.isError && <ErrorBox error={staff.error} onRetry={() => void staff.refetch()} />}
      {staff.isSuccess && people.length === 0 && (
        <Empty title={wanted ? t("staff.noneFound") : t("staff.empty")}>{!wanted && t("staff.emptyText")}</Empty>
      )}
      {people.length > 0 && (
        <div className="staff-scroll"><table className="staff-table staff-people">
          <thead><tr>{(["who", "role", "skills", "capacity", "state", "seen"] as const).map((name) => <th key={name} scope="col">{t(`staff.column.${name}`)}</th>)}<th scope="col"><span className="visually-hidden">{t("staff.column.acts")}</span></th></tr></thead>
          <tbody>{people.map((person) => <Person key={person.id} person={person} tenant={tenant} write={write} onEdit={() => setOpen(person)} onPassword={(password) => setSecret({ name: person.displayName, password })} />)}</tbody>
        </table></div>
      )}
      {open && <PersonDialog tenant={tenant} person={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} onCreated={(created) => setSecret({ name: created.displayName, password: created.password })} />}
      {secret && <SecretOnce title={t("staff.password.title", { name: secret.name })} secret={secret.password} hint={t("staff.password.once")} onClose={() => setSecret(undefined)} />}
    </>
  );
}

interface RowProps {
  person: StaffMember;
  tenant: string;
  write: boolean;
  onEdit: () => void;
  onPassword: (password: string) => void;
}

function Person({ person, tenant, write, onEdit, onPassword }: RowProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { setDisabled, resetPassword } = useStaffActs(tenant);
  const { offerUndo } = useToasts();
  const failed = useErrorText(setDisabled.error ?? resetPassword.error);
  const { id, disabled, displayName } = person;

  const toggle = () => setDisabled.mutate({ id, disabled: !disabled }, {
    onSuccess: () => offerUndo(t(disabled ? "staff.enabled" : "staff.disabled", { name: displayName }), () => setDisabled.mutate({ id, disabled })),
  });
  const reset = () => resetPassword.mutate(id, { onSuccess: ({ password }) => onPassword(password) });
  const acts = [
    { key: "edit", label: t("staff.act.edit"), onClick: onEdit },
    { key: "reset", label: t("staff.act.reset"), onClick: reset },
    ...(id === me.id ? [] : [{ key: "disable", label: t(disabled ? "staff.act.enable" : "staff.act.disable"), onClick: toggle }]),
  ];

  return (
    <tr className={disabled ? "off" : ""}>
      <th scope="row">
        {write ? <button type="button" className="plain-button staff-name" onClick={onEdit}>{displayName}</button> : displayName}
        <span className="muted">{person.name}{id === me.id && ` · ${t("staff.you")}`}</span>
      </th>
      <td data-label={t("staff.column.role")}>{t(`role.${person.role}`)}<span className="muted">{person.tenant.id === tenant ? "" : person.tenant.name}</span></td>
      <td data-label={t("staff.column.skills")}>{person.skills.length > 0 ? person.skills.map((skill) => <span key={skill.id} className="staff-chip">{skill.name}</span>) : <span className="muted">–</span>}</td>
      <td data-label={t("staff.column.capacity")} className="num">{person.capacity}</td>
      <td data-label={t("staff.column.state")}>{t(disabled ? "staff.state.disabled" : "staff.state.active")}</td>
      <td data-label={t("staff.column.seen")} className="muted">{person.lastSeenAt ? <TimeAgo at={person.lastSeenAt} /> : t("staff.never")}</td>
      <td className="staff-acts">
        {(setDisabled.isError || resetPassword.isError) && <span className="staff-failed" role="alert">{t("staff.failed", { what: failed })}</span>}
        {write && <Dropdown trigger={["click"]} menu={{ items: acts }} placement="bottomRight"><Button size="small" type="text" aria-label={t("staff.act.more", { name: displayName })}>⋯</Button></Dropdown>}
      </td>
    </tr>
  );
}
