import type { ConversationDetail, ConversationRow, Id, Message, Note } from "@serviceos/shared/api";
import { lazy, memo, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { Back } from "../../../ui/Back";
import { Empty } from "../../../ui/Empty";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useKeys } from "../../../ui/keys";
import { Loading } from "../../../ui/Loading";
import { useDetail, useMarkRead, useNotes, useViewing } from "../api";
import { Composer } from "../composer/Composer";
import { useOutbox } from "../composer/outbox";
import { useKnownRow } from "../list/desk";
import { nameOf } from "../names";
import { useMe } from "../../../session";
import { HandoffCard } from "./HandoffCard";
import { MessageList } from "./MessageList";
import { ThreadHead } from "./ThreadHead";
import { useThread } from "./thread";
import { useWrong } from "./wrong";

interface Props {
  id: Id;
  contextOpen: boolean;
  onContext: () => void;
  /** To the list, where that is another screen. */
  onBack: () => void;
  onLeft: (id: Id) => void;
  onOpen: (id: Id) => void;
  onTaken: (id: Id) => void;
}

const WhyDrawer = lazy(() => import("./WhyDrawer").then((m) => ({ default: m.WhyDrawer })));
const noMessages: readonly Message[] = [];
const noNotes: readonly Note[] = [];

/** One conversation: head, hand-off, messages, composer. */
export const ThreadPane = memo(function ThreadPane({ id, contextOpen, onContext, onBack, onLeft, onOpen, onTaken }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const detail = useDetail(id);
  const thread = useThread(id);
  const { data: notes = noNotes } = useNotes(id);
  const outbox = useOutbox(id);
  const row = newest(useKnownRow(id), detail.data);
  const [search] = useSearchParams();
  // The list of answers marked wrong points at one of them.
  const [why, setWhy] = useState<number | undefined>(() => Number(search.get("why")) || undefined);
  const { wrong, mark, takeBack } = useWrong(id);
  useViewing(id);
  const messages = thread.data?.items ?? noMessages;
  const lastSeq = messages.at(-1)?.seq ?? 0;
  useMarkRead(id, lastSeq, row?.agent?.id === me.id);

  const lastDecision = () => messages.findLast((message) => message.decision)?.seq;
  useKeys("conversations", [
    { keys: "w", label: t("conversations.key.wrong"), run: () => {
      const seq = why ?? lastDecision();
      return seq === undefined ? false : mark(seq);
    } },
    { keys: "y", label: t("conversations.key.why"), run: () => setWhy((shown) => (shown === undefined ? lastDecision() : undefined)) },
  ]);

  const error = thread.error ?? (row ? null : detail.error);
  if (error) {
    return <section className="thread"><div className="thread-error"><Back label={t("back.list")} onClick={onBack} /><ErrorBox error={error} safe={t("conversations.draftsSafe")} onRetry={() => {
      void thread.refetch();
      void detail.refetch();
    }} /></div></section>;
  }
  return (
    <section className="thread" aria-label={t("conversations.thread")}>
      {row && <ThreadHead row={row} contextOpen={contextOpen} onContext={onContext} onBack={onBack} onLeft={onLeft} onOpen={onOpen} onTaken={onTaken} />}
      {detail.data?.handoff && <HandoffCard key={`handoff-${id}`} id={id} handoff={detail.data.handoff} slots={!contextOpen} />}
      {thread.data
        ? messages.length + notes.length + outbox.pending.length === 0
          ? <div className="messages-frame"><Empty title={t("conversations.empty.thread.title")}>{t("conversations.empty.thread.text")}</Empty></div>
          : <MessageList key={id} id={id} consumer={row ? nameOf(row.consumer, t) : ""} messages={messages} notes={notes} outbox={outbox} older={thread.data.older} loadingOlder={thread.loadingOlder}
              wrong={wrong} onOlder={thread.loadOlder} onWhy={setWhy} />
        : <div className="messages-frame thread-loading"><Loading /></div>}
      {row && !detail.isPending && thread.data && <Composer row={row} detail={detail.data} lastSeq={lastSeq} onTaken={onTaken} />}
      {why !== undefined && (
        <Suspense><WhyDrawer id={id} seq={why} wrong={wrong.has(why)} onWrong={mark} onRight={takeBack} onClose={() => setWhy(undefined)} /></Suspense>
      )}
    </section>
  );
});

/** The list's row is kept by changes, the detail's was read once: the one that knows more wins. */
function newest(known: ConversationRow | undefined, detail: ConversationDetail | undefined): ConversationRow | undefined {
  return known ?? detail?.row;
}
