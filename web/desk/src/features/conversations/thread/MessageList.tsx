import type { Id, Message, Note } from "@serviceos/shared/api";
import { day } from "@serviceos/shared/format";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Button } from "antd";
import { memo, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useStable } from "../../../ui/useStable";
import type { useOutbox } from "../composer/outbox";
import { Bubble, NoteLine, PendingBubble } from "./Bubble";
import { linesOf, type Line } from "./lines";
import { TypingLine } from "./Typing";
import "./thread.css";

interface Props {
  id: Id;
  consumer: string;
  messages: readonly Message[];
  notes: readonly Note[];
  outbox: ReturnType<typeof useOutbox>;
  older: boolean;
  loadingOlder: boolean;
  wrong: ReadonlySet<number>;
  onOlder: () => void;
  onWhy: (seq: number) => void;
}

/** How near the top older messages are fetched, and how near the end one still counts as reading along. */
const topPx = 600;
const endPx = 80;

/** A conversation of any length: only what is on screen is in the page; the end stays in view while one reads there. */
export const MessageList = memo(function MessageList(props: Props) {
  const { id, consumer, messages, notes, outbox, older, loadingOlder, wrong, onOlder, onWhy } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const readsBack = useRef(false);
  const [atEnd, setAtEnd] = useState(true);
  const [seen, setSeen] = useState(0);
  const shown = useMemo(() => outbox.pending.filter((each) => each.state !== "collided"), [outbox.pending]);
  const lines = useMemo(() => linesOf(messages, notes, shown, older), [messages, notes, shown, older]);
  const lastSeq = messages.at(-1)?.seq ?? 0;

  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (index) => (lines[index]?.kind === "message" ? 64 : 36),
    getItemKey: (index) => lines[index]?.key ?? index,
    overscan: 8,
    anchorTo: "end",
    followOnAppend: true,
    scrollEndThreshold: endPx,
    paddingStart: 12,
    paddingEnd: 24,
  });

  useLayoutEffect(() => {
    virtual.scrollToEnd();
  }, [virtual, id]);
  useEffect(() => {
    if (atEnd) setSeen(lastSeq);
  }, [atEnd, lastSeq]);
  // What I send is what I look at.
  const sending = shown.at(-1)?.clientKey;
  useEffect(() => {
    if (sending) virtual.scrollToEnd();
  }, [virtual, sending]);

  // A composer that grows must not push the newest message out of sight.
  const reading = useStable(() => atEnd && virtual.scrollToEnd());
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => reading());
    observer.observe(element);
    return () => observer.disconnect();
  }, [reading]);

  const onScroll = () => {
    const element = box.current;
    if (!element) return;
    setAtEnd(element.scrollHeight - element.scrollTop - element.clientHeight < endPx);
    readsBack.current = element.scrollTop < topPx;
    if (older && !loadingOlder && readsBack.current) onOlder();
  };
  // At the very top no scroll event comes any more: a page that arrived while one waits there asks for the next.
  useEffect(() => {
    if (readsBack.current && older && !loadingOlder && (box.current?.scrollTop ?? 0) < topPx) onOlder();
  }, [older, loadingOlder, messages, onOlder]);
  const fresh = lastSeq - seen;

  return (
    <div className="messages-frame">
      <div className="messages" ref={box} onScroll={onScroll} role="log" aria-label={t("conversations.messages")} tabIndex={-1}>
        {older && <button type="button" className="plain-button messages-older" onClick={onOlder}>{t(loadingOlder ? "loading" : "conversations.older")}</button>}
        <div className="messages-all" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const line = lines[item.index];
            return line && (
              <div key={item.key} ref={virtual.measureElement} data-index={item.index} className="messages-one" style={{ transform: `translateY(${item.start}px)` }}>
                <OneLine line={line} consumer={consumer} wrong={wrong} outbox={outbox} onWhy={onWhy} />
              </div>
            );
          })}
        </div>
      </div>
      <TypingLine id={id} />
      {!atEnd && (
        <Button size="small" className="to-newest" onClick={() => virtual.scrollToEnd()}>
          ↓ {fresh > 0 ? t("conversations.newMessages", { count: fresh }) : t("conversations.toNewest")}
        </Button>
      )}
    </div>
  );
});

function OneLine({ line, consumer, wrong, outbox, onWhy }: { line: Line } & Pick<Props, "consumer" | "wrong" | "outbox" | "onWhy">) {
  const locale = useLocale();
  switch (line.kind) {
    case "day": return <p className="day-line"><span>{day(line.at, locale)}</span></p>;
    case "note": return <NoteLine note={line.note} />;
    case "pending": return <PendingBubble pending={line.pending} onRetry={(pending) => void outbox.retry(pending)} onDrop={outbox.drop} />;
    case "message":
      return <Bubble message={line.message} first={line.first} chosen={line.chosen} wrong={wrong.has(line.message.seq)} consumer={consumer} onWhy={onWhy} />;
  }
}
