import { DownOutlined } from "@ant-design/icons";
import { newId } from "@serviceos/shared/http";
import { Button, Dropdown } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useMay } from "../../session";
import { Empty } from "../../ui/Empty";
import { useKeys } from "../../ui/keys";
import { Page } from "../../ui/Page";
import { useCommands } from "../../ui/palette/commands";
import { TenantPicker, useTenant } from "../../ui/tenant";
import { useAddress } from "./address";
import { exportPath, useWrongAnswers } from "./api";
import { ImportWizard } from "./ImportWizard";
import { ItemList } from "./ItemList";
import { PublishBar } from "./PublishBar";
import { TestBox } from "./TestBox";
import { readUnfinished } from "./unfinished";
import { Workspace } from "./Workspace";
import "./knowledge.css";

const GapsPage = lazy(() => import("./gaps/GapsPage").then((m) => ({ default: m.GapsPage })));
const GoldenPage = lazy(() => import("./golden/GoldenPage").then((m) => ({ default: m.GoldenPage })));
const ReplayPage = lazy(() => import("./replay/ReplayPage").then((m) => ({ default: m.ReplayPage })));
const RolloutPage = lazy(() => import("./rollout/RolloutPage").then((m) => ({ default: m.RolloutPage })));
const WrongAnswers = lazy(() => import("./WrongAnswers").then((m) => ({ default: m.WrongAnswers })));

/** What the bot knows: find an item, change it, try it, publish it. */
export function KnowledgePage() {
  const { t } = useTranslation();
  const { tenant } = useTenant();
  const { importing, wrong, gaps, replay, golden, rollout, item, isNew, go } = useAddress();
  const may = useMay();
  const write = may("knowledge.write");
  // One unfinished item is enough: "new" goes on with it.
  const create = () => go({ item: readUnfinished(tenant, true)?.id ?? newId(), new: "1", tab: undefined });

  useKeys("knowledge", gaps || replay || golden || rollout ? [] : [
    { keys: "n", label: t("knowledge.new"), run: () => (write ? create() : false) },
    { keys: "g g", label: t("knowledge.gaps.open"), run: () => go({ gaps: "1" }) },
  ]);

  const toGaps = { id: "knowledge-gaps", label: t("knowledge.gaps.open"), run: () => go({ gaps: "1" }) };
  const toGolden = { id: "knowledge-golden", label: t("knowledge.golden.title"), run: () => go({ golden: "1" }) };
  const toRollout = { id: "knowledge-rollout", label: t("knowledge.rollout.title"), run: () => go({ rollout: "1" }) };
  useCommands(write ? [
    toGaps,
    toRollout,
    { id: "knowledge-replay", label: t("knowledge.replay.title"), run: () => go({ replay: "1" }) },
    toGolden,
    { id: "knowledge-new", label: t("knowledge.new"), keys: "n", run: create },
    { id: "knowledge-import", label: t("knowledge.import.title"), run: () => go({ import: "1" }) },
  ] : [toGaps, toGolden, toRollout]);

  if (importing) return <ImportWizard key={tenant} tenant={tenant} onLeave={() => go({ import: undefined })} />;

  if (gaps) return <Suspense><GapsPage key={tenant} tenant={tenant} write={write} onLeave={() => go({ gaps: undefined })} /></Suspense>;

  if (replay) return <Suspense><ReplayPage key={tenant} tenant={tenant} write={write} onLeave={() => go({ replay: undefined })} /></Suspense>;

  if (rollout) {
    return <Suspense><RolloutPage key={tenant} tenant={tenant} write={write} picked={rollout === "1" ? undefined : rollout} onLeave={() => go({ rollout: undefined })} /></Suspense>;
  }

  if (golden) {
    const adding = golden === "1" ? undefined : golden;
    return <Suspense><GoldenPage key={tenant} tenant={tenant} write={write} adding={adding} onLeave={() => go({ golden: undefined })} /></Suspense>;
  }

  return (
    <Page title={t("knowledge.title")} tools={<TenantPicker />} actions={<Actions write={write} onNew={create} tenant={tenant} />}>
      <div className="kn">
        <div className={item ? "kn-columns with-item" : "kn-columns"}>
          <ItemList key={tenant} tenant={tenant} onNew={write ? create : undefined} />
          {item
            ? <Workspace key={`${tenant} ${item}`} tenant={tenant} id={item} isNew={isNew} />
            : <div className="kn-main kn-rest"><Empty title={t("knowledge.rest.title")}>{t("knowledge.rest.text")}</Empty></div>}
          <TestBox key={`test ${tenant}`} tenant={tenant} selected={isNew ? undefined : item} />
        </div>
        {wrong && <Suspense><WrongAnswers tenant={tenant} write={write} onClose={() => go({ wrong: undefined })} /></Suspense>}
        <PublishBar key={`publish ${tenant}`} tenant={tenant} write={write} />
      </div>
    </Page>
  );
}

function Actions({ write, onNew, tenant }: { write: boolean; onNew: () => void; tenant: string }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  const formats = (["xlsx", "csv"] as const).map((format) => ({
    key: format,
    label: <a href={exportPath(tenant, format)} download>{t(`knowledge.export.${format}`)}</a>,
  }));
  const marked = useWrongAnswers(tenant).data?.pages[0]?.total ?? 0;
  return (
    <>
      <Button onClick={() => go({ gaps: "1" })}>{t("knowledge.gaps.open")}</Button>
      <Button onClick={() => go({ golden: "1" })}>{t("knowledge.golden.title")}</Button>
      <Button onClick={() => go({ rollout: "1" })}>{t("knowledge.rollout.title")}</Button>
      <Button onClick={() => go({ wrong: "1" })}>{t("knowledge.wrong.open")}{marked > 0 && <b className="kn-marked">{marked}</b>}</Button>
      <Dropdown menu={{ items: formats }} trigger={["click"]}>
        <Button>{t("knowledge.export.title")} <DownOutlined aria-hidden /></Button>
      </Dropdown>
      {write && <Button onClick={() => go({ import: "1" })}>{t("knowledge.import.open")}</Button>}
      {write && <Button type="primary" onClick={onNew}>{t("knowledge.new")}</Button>}
    </>
  );
}
