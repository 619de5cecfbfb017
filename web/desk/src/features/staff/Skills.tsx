import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../session";
import { Empty } from "../../ui/Empty";
import { ErrorBox, useErrorText } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { useTenants } from "../../ui/tenant";
import { useToasts } from "../../ui/UndoToast";
import { useSkillActs, useSkills, useStaff } from "./api";

/** Groups that conversations are routed to. One that somebody has stays. */
export function Skills({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const write = useMay()("staff.write");
  const skills = useSkills(tenant);
  const staff = useStaff(tenant);
  const { data: tenants } = useTenants();
  const { add, remove } = useSkillActs(tenant);
  const { offerUndo } = useToasts();
  const [name, setName] = useState("");
  const failed = useErrorText(add.error ?? remove.error);

  // The list also holds what nodes above and below have; those above may be out of my sight.
  const nodeName = (node: string) => tenants?.find((one) => one.id === node)?.name ?? t("staff.skills.fromAbove");
  const onAdd = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) add.mutate(name.trim(), { onSuccess: () => setName("") });
  };
  const holders = (id: string) => (staff.data ?? []).filter((one) => one.skills.some((skill) => skill.id === id));
  const drop = (id: string, label: string) => remove.mutate(id, { onSuccess: () => offerUndo(t("staff.skills.removed", { name: label }), () => add.mutate(label)) });

  return (
    <div className="staff-narrow">
      {write && (
        <form className="staff-tools" onSubmit={onAdd}>
          <Input value={name} onChange={(event) => setName(event.target.value)} maxLength={60} placeholder={t("staff.skills.placeholder")} aria-label={t("staff.skills.name")} />
          <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={add.isPending}>{t("staff.skills.add")}</Button>
        </form>
      )}
      {(add.isError || remove.isError) && <p className="staff-failed" role="alert">{t("staff.failed", { what: failed })}</p>}
      {skills.isPending && <Loading lines={4} />}
      {skills.isError && <ErrorBox error={skills.error} onRetry={() => void skills.refetch()} />}
      {skills.data?.length === 0 && <Empty title={t("staff.skills.empty")}>{t("staff.skills.emptyText")}</Empty>}
      {skills.data && skills.data.length > 0 && (
        <div className="staff-scroll"><table className="staff-table">
          <thead><tr><th scope="col">{t("staff.skills.name")}</th><th scope="col">{t("staff.skills.who")}</th><th scope="col"><span className="visually-hidden">{t("staff.column.acts")}</span></th></tr></thead>
          <tbody>
            {skills.data.map((skill) => {
              const who = holders(skill.id);
              return (
                <tr key={skill.id}>
                  <th scope="row">{skill.name}{skill.tenant !== tenant && <span className="muted">{nodeName(skill.tenant)}</span>}</th>
                  <td>{who.length > 0 ? who.map((one) => one.displayName).join(t("staff.comma")) : <span className="muted">{t("staff.skills.nobody")}</span>}</td>
                  <td className="staff-acts">{write && skill.tenant === tenant && who.length === 0 && <Button size="small" type="text" onClick={() => drop(skill.id, skill.name)} aria-label={t("staff.skills.remove", { name: skill.name })}>{t("staff.skills.delete")}</Button>}
                    {write && skill.tenant === tenant && who.length > 0 && <span className="muted">{t("staff.skills.inUse")}</span>}</td>
                </tr>
              );
            })}
          </tbody>
        </table></div>
      )}
    </div>
  );
}
