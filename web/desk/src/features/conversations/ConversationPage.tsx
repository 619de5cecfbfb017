import type { DeskView, Id } from "@serviceos/shared/api";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { Empty } from "../../ui/Empty";
import { keyText } from "../../ui/keyText";
import { useKeys } from "../../ui/keys";
import { useDetail } from "./api";
import { Context } from "./context/Context";
import { useDeskSync } from "./list/desk";
import { ListPane } from "./list/ListPane";
import { allViews } from "./list/rows";
import { ThreadPane } from "./thread/ThreadPane";
import "./page.css";

const storedContext = "serviceos.context";

/** The agent's desk: list, thread, context. */
export function ConversationPage() {
  const { t } = useTranslation();
  const { id } = useParams();
  const [search] = useSearchParams();
  const go = useNavigate();
  const view = viewOf(search.get("view"));
  const sync = useDeskSync();
  const [contextOpen, setContextOpen] = useState(() => localStorage.getItem(storedContext) !== "no");

  const open = useCallback((next: Id) => void go(`/conversations/${next}?view=${view}`), [go, view]);
  const openMine = useCallback((next: Id) => void go(`/conversations/${next}?view=mine`), [go]);
  const show = useCallback((next: DeskView) => void go(`/conversations${id ? `/${id}` : ""}?view=${next}`), [go, id]);
  const toggleContext = useCallback(() => setContextOpen((was) => {
    localStorage.setItem(storedContext, was ? "no" : "yes");
    return !was;
  }), []);
  // A conversation that is done with makes room for the one that stood below it.
  const leave = useCallback((left: Id) => {
    const next = sync.neighbour(view, left);
    void go(`/conversations${next ? `/${next}` : ""}?view=${view}`);
  }, [go, view, sync]);
  useKeys("conversations", [{ keys: "]", label: t("conversations.key.context"), run: toggleContext }]);

  return (
    <div className={contextOpen && id ? "desk with-context" : "desk"}>
      <ListPane view={view} openId={id} onView={show} onOpen={open} onTaken={openMine} />
      {id
        ? <ThreadPane key={id} id={id} contextOpen={contextOpen} onContext={toggleContext} onLeft={leave} onOpen={open} onTaken={openMine} />
        : <NothingOpen />}
      {id && contextOpen && <ContextPane id={id} onOpen={open} />}
    </div>
  );
}

function ContextPane({ id, onOpen }: { id: Id; onOpen: (id: Id) => void }) {
  const { t } = useTranslation();
  const { data } = useDetail(id);
  return <aside className="context" aria-label={t("conversations.context.label")}>{data && <Context detail={data} onOpen={onOpen} />}</aside>;
}

function NothingOpen() {
  const { t } = useTranslation();
  const keys: [string, string][] = [["shift+n", "takeNext"], ["j", "key.down"], ["enter", "key.open"], ["mod+k", "key.palette"], ["?", "key.sheet"]];
  return (
    <section className="thread nothing-open">
      <Empty title={t("conversations.empty.open.title")} action={
        <dl className="hint-keys">{keys.map(([key, text]) => <div key={key}><dt><kbd>{keyText(key)}</kbd></dt><dd>{t(`conversations.${text}`)}</dd></div>)}</dl>
      }>{t("conversations.empty.open.text")}</Empty>
    </section>
  );
}

function viewOf(text: string | null): DeskView {
  return allViews.find((view) => view === text) ?? "mine";
}
