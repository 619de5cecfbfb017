import type { Content, KnowledgeItem } from "@serviceos/shared/api";
import { Tabs } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useMay } from "../../session";
import { ErrorBox } from "../../ui/ErrorBox";
import { useKeys } from "../../ui/keys";
import { Loading } from "../../ui/Loading";
import { type Tab, useAddress } from "./address";
import { useConflicts, useItem, useSaveItem } from "./api";
import { Conflicts } from "./Conflicts";
import { contentOf, emptyContent, isSavable, sendable } from "./content";
import { Editor } from "./Editor";
import { ItemHead } from "./ItemHead";
import { Preview } from "./Preview";
import { SaveLine } from "./SaveLine";
import { dropUnfinished, keepUnfinished, readUnfinished } from "./unfinished";
import { useAutosave } from "./useAutosave";
import { Versions } from "./Versions";

/** One item: its words, its versions, and how a consumer would see it. */
export function Workspace({ tenant, id, isNew }: { tenant: string; id: string; isNew: boolean }) {
  const locale = useLocale();
  const query = useItem(tenant, id, !isNew);
  const [blank] = useState(() => (isNew ? emptyContent(locale) : undefined));
  const content = query.data ? contentOf(query.data) : blank;
  if (query.isError) return <div className="kn-main"><ErrorBox error={query.error} onRetry={() => void query.refetch()} /></div>;
  if (!content) return <div className="kn-main"><Loading lines={10} /></div>;
  return <Opened tenant={tenant} id={id} item={query.data} stored={content} reread={() => void query.refetch()} />;
}

interface Props {
  tenant: string;
  id: string;
  /** Missing until a new item was saved for the first time. */
  item: KnowledgeItem | undefined;
  stored: Content;
  reread: () => void;
}

function Opened({ tenant, id, item, stored, reread }: Props) {
  const { t } = useTranslation();
  const { tab, go } = useAddress();
  const write = useMay()("knowledge.write");
  const [edited, setEdited] = useState(() => {
    const kept = readUnfinished(tenant, !item);
    return kept?.id === id ? kept.content : undefined;
  });
  const save = useSaveItem(tenant);
  /** The state of the item that my words were written on: whoever changes it meanwhile is not written over unawares. */
  const base = useRef(item?.updatedAt);
  const autosave = useAutosave<Content>(async (next) => {
    base.current = (await save.mutateAsync({ id, content: sendable(next), expectedUpdatedAt: base.current })).updatedAt;
    dropUnfinished(tenant, id);
    // The person may be at another item by now.
    if (!item && new URLSearchParams(location.search).get("item") === id) go({ new: undefined }, true);
  });
  const content = edited ?? stored;
  const readOnly = !write || item?.inherited === true || item?.state === "archived";
  const versions = item?.versions.length ?? 0;
  const conflicts = useConflicts(tenant, id, !!item && !readOnly);

  const overwrite = () => {
    base.current = undefined;
    void autosave.flush();
  };
  const takeTheirs = () => {
    autosave.drop();
    dropUnfinished(tenant, id);
    setEdited(undefined);
    reread();
  };
  const change = (next: Content) => {
    if (!edited) base.current = item?.updatedAt;
    setEdited(next);
    if (isSavable(next)) return autosave.change(next);
    keepUnfinished(tenant, !item, { id, content: next });
    autosave.hold();
  };
  useKeys("knowledge", [{
    keys: "mod+s", label: t("knowledge.keys.save"), inFields: true, run: () => void autosave.flush(),
  }]);

  return (
    <>
      <section className="kn-main" aria-label={content.question || t("knowledge.untitled")}>
        <ItemHead tenant={tenant} id={id} item={item} content={content} write={write} beforePublish={async () => isSavable(content) && autosave.flush()}
          status={<SaveLine state={autosave.state} item={item} onRetry={() => void autosave.flush()} onOverwrite={overwrite} onTakeTheirs={takeTheirs} />} />
        {!readOnly && <Conflicts conflicts={conflicts.data ?? []} />}
        <Tabs className="kn-tabs" activeKey={tab} onChange={(key) => go({ tab: (key as Tab) === "versions" ? "versions" : undefined }, true)}
          items={[
            { key: "content", label: t("knowledge.tab.content"), children: <Editor content={content} onChange={change} readOnly={readOnly} error={autosave.state.kind === "failed" ? autosave.state.error : undefined} isNew={!item} /> },
            { key: "versions", label: t("knowledge.tab.versions", { count: versions }), disabled: !item,
              children: item && <Versions tenant={tenant} item={item} current={content} canRollBack={write && !item.inherited} onRolledBack={() => setEdited(undefined)} /> },
          ]} />
      </section>
      <Preview content={content} live={item?.state === "published"} />
    </>
  );
}
