import type { Rollout, RolloutDetail } from "@serviceos/shared/api";
import { when } from "@serviceos/shared/format";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { Empty } from "../../../ui/Empty";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Loading } from "../../../ui/Loading";
import { Page } from "../../../ui/Page";
import { TenantPicker } from "../../../ui/tenant";
import { useAddress } from "../address";
import { Acts } from "./Acts";
import { isOpen, useRollout, useRollouts } from "./api";
import { Arms } from "./Arms";
import { Differences } from "./Differences";
import { Ended } from "./Ended";
import { Stepper } from "./Stepper";
import { useStageName } from "./useStageName";
import "./rollout.css";

interface Props {
  tenant: string;
  write: boolean;
  /** Whose id is in the address; undefined: the newest. */
  picked: string | undefined;
  onLeave: () => void;
}

/** A publication on its way from nobody to everybody: where it is, how it fares, and how it is stopped. */
export function RolloutPage({ tenant, write, picked, onLeave }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { go } = useAddress();
  const list = useRollouts(tenant);
  const own = list.data?.filter((one) => !one.inherited) ?? [];
  const above = list.data?.filter((one) => one.inherited) ?? [];
  const id = own.find((one) => one.id === picked)?.id ?? own[0]?.id;
  const one = useRollout(id);
  return (
    <Page title={t("knowledge.rollout.title")}
      tools={<><TenantPicker />{own.length > 1 && <Select value={id} onChange={(value) => go({ rollout: value })} aria-label={t("knowledge.rollout.which")} popupMatchSelectWidth={false}
        options={own.map((each) => ({ value: each.id, label: `${when(each.startedAt, locale)} · ${t(`knowledge.rollout.state.${each.state}`)}` }))} />}</>}
      actions={<Button onClick={onLeave}>{t("knowledge.rollout.leave")}</Button>}>
      <div className="rollout">
        {(list.isPending || (id && one.isPending)) && <Loading lines={8} />}
        {(list.isError || one.isError) && <ErrorBox error={list.error ?? one.error} onRetry={() => void (list.isError ? list.refetch() : one.refetch())} />}
        {above.map((each) => <Above key={each.id} rollout={each} />)}
        {list.data && own.length === 0 && <Empty title={t("knowledge.rollout.none")}>{t("knowledge.rollout.noneText")}</Empty>}
        {one.data && <Detail tenant={tenant} detail={one.data} write={write} />}
      </div>
    </Page>
  );
}

/** It runs above, and reaches this node's conversations as long as none runs here. */
function Above({ rollout }: { rollout: Rollout }) {
  const { t } = useTranslation();
  const nameOf = useStageName();
  return <p className="kn-banner">{t("knowledge.rollout.above", { origin: rollout.origin, stage: nameOf(rollout.stage, rollout.shares) })}</p>;
}

function Detail({ tenant, detail, write }: { tenant: string; detail: RolloutDetail; write: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { rollout } = detail;
  return (
    <>
      <header>
        <h2>{rollout.note ?? t("knowledge.rollout.gives", { count: detail.itemCount })}</h2>
        <p className="muted">{t("knowledge.rollout.by", { by: rollout.by, at: when(rollout.startedAt, locale) })}</p>
      </header>
      <Stepper detail={detail} />
      <Ended detail={detail} />
      {isOpen(rollout) && <Acts tenant={tenant} detail={detail} write={write} />}
      <section aria-label={t("knowledge.rollout.figures")}>
        <h2>{t("knowledge.rollout.figures")}</h2>
        <Arms detail={detail} />
      </section>
      <Differences detail={detail} />
      <details>
        <summary>{t("knowledge.rollout.gives", { count: detail.itemCount })}</summary>
        <ul className="rollout-items">{detail.items.map((item) => (
          <li key={item.itemId}>{item.question}{item.isWithdrawn && <span className="muted"> {t("knowledge.rollout.withdrawn")}</span>}</li>
        ))}</ul>
      </details>
    </>
  );
}
