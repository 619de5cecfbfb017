import type { DeskView, Id } from "@serviceos/shared/api";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams, useSearchParams } from "react-router";
import { Back } from "../../ui/Back";
import { Empty } from "../../ui/Empty";
import { keyText } from "../../ui/keyText";
import { useKeys } from "../../ui/keys";
import { useNarrow } from "../../ui/narrow";
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
  const { contextOpen, toggleContext } = useContextPane(id);
  const toList = useCallback(() => void go(`/conversations?view=${view}`), [go, view]);

  const open = useCallback((next: Id) => void go(`/conversations/${next}?view=${view}`), [go, view]);
  const openMine = useCallback((next: Id) => void go(`/conversations/${next}?view=mine`), [go]);
  const show = useCallback((next: DeskView) => void go(`/conversations${id ? `/${id}` : ""}?view=${next}`), [go, id]);
  // A conversation that is done with makes room for the one that stood below it.
  const leave = useCallback((left: Id) => {
    const next = sync.neighbour(view, left);
    void go(`/conversations${next ? `/${next}` : ""}?view=${view}`);
  }, [go, view, sync]);
  useKeys("conversations", [{ keys: "]", label: t("conversations.key.context"), run: toggleContext }]);

  return (
    <div className={contextOpen && id ? "desk with-context" : id ? "desk with-thread" : "desk"}>
      <h1 className="visually-hidden">{t("nav.conversations")}</h1>
      <ListPane view={view} openId={id} onView={show} onOpen={open} onTaken={openMine} />
      {id
        ? <ThreadPane key={id} id={id} contextOpen={contextOpen} onContext={toggleContext} onBack={toList} onLeft={leave} onOpen={open} onTaken={openMine} />
        : <NothingOpen />}
      {id && contextOpen && <ContextPane id={id} onOpen={open} onBack={toggleContext} />}
    </div>
  );
}

/** The third pane stays as one left it; where only one pane has room it covers the thread, and only when asked for. */
function useContextPane(id: string | undefined): { contextOpen: boolean; toggleContext: () => void } {
  const narrow = useNarrow();
  const [wanted, setWanted] = useState(() => localStorage.getItem(storedContext) !== "no");
  const [covered, setCovered] = useState<string>();
  const toggleContext = useCallback(() => {
    if (narrow) return setCovered((was) => (was === id ? undefined : id));
    setWanted((was) => {
      localStorage.setItem(storedContext, was ? "no" : "yes");
      return !was;
    });
  }, [narrow, id]);
  return { contextOpen: narrow ? covered === id : wanted, toggleContext };
}

function ContextPane({ id, onOpen, onBack }: { id: Id; onOpen: (id: Id) => void; onBack: () => void }) {
  const { t } = useTranslation();
  const { data } = useDetail(id);
  return (
    <aside className="context" aria-label={t("conversations.context.label")}>
      <div className="context-back"><Back label={t("back.conversation")} onClick={onBack} /> {t("conversations.context.label")}</div>
      {data && <Context detail={data} onOpen={onOpen} />}
    </aside>
  );
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
