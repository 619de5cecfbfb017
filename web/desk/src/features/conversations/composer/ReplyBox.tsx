import type { ConversationDetail, ConversationRow } from "@serviceos/shared/api";
import { newId } from "@serviceos/shared/http";
import { lazy, Suspense, useCallback, useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../session";
import { useKeys } from "../../../ui/keys";
import { useStable } from "../../../ui/useStable";
import { useSayTyping } from "../api";
import { CannedMenu, useCannedMenu } from "./CannedMenu";
import { fill, gapsIn } from "./canned";
import { Collision } from "./Collision";
import { useDraft } from "./drafts";
import { Gaps } from "./Gaps";
import { useOutbox, type Pending } from "./outbox";
import { ReplyFoot } from "./ReplyFoot";
import { enterSends, isSendKey, setEnterSends } from "./sendKey";
import { Uploads } from "./Uploads";
import { useAttachments } from "./useAttachments";

interface Props {
  row: ConversationRow;
  detail: ConversationDetail | undefined;
  lastSeq: number;
  field: RefObject<HTMLTextAreaElement | null>;
}

const Suggestions = lazy(() => import("../suggestions/Suggestions").then((m) => ({ default: m.Suggestions })));

export function ReplyBox({ row, detail, lastSeq, field }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [text, setText] = useDraft(row.id, "reply");
  const [enter, setEnter] = useState(enterSends);
  // Made when the draft begins, kept until it is stored; so is the newest message the writer had seen.
  const draft = useRef({ clientKey: newId(), seenSeq: lastSeq });
  const files = useAttachments(row.id);
  const outbox = useOutbox(row.id);
  const sayTyping = useSayTyping(row.id);
  const [blocked, setBlocked] = useState(false);
  const gaps = gapsIn(text);

  const change = (next: string) => {
    if (text === "" && next !== "") draft.current.seenSeq = lastSeq;
    setText(next);
    setBlocked(false);
    if (next !== "") sayTyping();
  };
  const menu = useCannedMenu(row.locale, field, (reply, start, end) => {
    const body = fill(reply.body, {
      agent: me.displayName, consumer: row.consumer.name, shop: row.merchant.name, order: detail?.handoff?.order ?? detail?.orders[0], locale: row.locale,
    });
    change(text.slice(0, start) + body + text.slice(end));
    const gap = gapsIn(body)[0] ?? { start: body.length, end: body.length };
    requestAnimationFrame(() => field.current?.setSelectionRange(start + gap.start, start + gap.end));
  });

  const uploading = files.uploads.some((each) => !each.attachment && !each.problem);
  const attachments = files.uploads.flatMap((each) => each.attachment ?? []);
  const body = text.trim();
  const ready = (body !== "" || attachments.length > 0) && !uploading;

  const goTo = (gap: { start: number; end: number }) => {
    field.current?.focus();
    field.current?.setSelectionRange(gap.start, gap.end);
  };
  const send = () => {
    if (!ready) return;
    if (gaps[0]) {
      setBlocked(true);
      goTo(gaps[0]);
      return;
    }
    void outbox.send({ clientKey: draft.current.clientKey, body, attachments, expectedSeq: draft.current.seenSeq });
    draft.current = { clientKey: newId(), seenSeq: lastSeq };
    setText("");
    files.clear();
    field.current?.focus();
  };
  const edit = (pending: Pending) => {
    draft.current = { clientKey: pending.clientKey, seenSeq: Math.max(lastSeq, pending.colleagueSeq ?? 0) };
    setText(text ? `${pending.body}\n${text}` : pending.body);
    outbox.drop(pending);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (menu.onKeyDown(event)) return;
    if (event.key === "Escape") event.currentTarget.blur();
    if (!isSendKey(event, enter)) return;
    event.preventDefault();
    send();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return;
    event.preventDefault();
    files.add(event.clipboardData.files);
  };
  const openCanned = () => {
    const next = text === "" || /\s$/.test(text) ? `${text}/` : `${text} /`;
    change(next);
    field.current?.focus();
    requestAnimationFrame(() => {
      field.current?.setSelectionRange(next.length, next.length);
      menu.look(next, next.length);
    });
  };
  // One suggestion takes another's place; what the agent wrote stays.
  const suggested = useRef("");
  const suggest = useStable((body: string) => {
    change(text.trim() === "" || text === suggested.current ? body : `${text}\n${body}`);
    suggested.current = body;
    const gap = gapsIn(body)[0];
    requestAnimationFrame(() => (gap && text.trim() === "" ? goTo(gap) : field.current?.focus()));
  });
  const sendNow = useStable(send);
  const cannedNow = useStable(openCanned);
  const chooseEnter = useCallback((next: boolean) => {
    setEnter(next);
    setEnterSends(next);
  }, []);
  useKeys("conversations", [
    { keys: "/", label: t("conversations.key.canned"), run: openCanned },
    // the field itself sends; here for the list of keys
    { keys: "mod+enter", label: t("conversations.composer.send"), inFields: true, run: () => false },
  ]);

  return (
    <>
      <Collision outbox={outbox} onEdit={edit} />
      <CannedMenu menu={menu} />
      <Suspense><Suggestions id={row.id} lastSeq={lastSeq} onPick={suggest} /></Suspense>
      <textarea ref={field} dir="auto" className={gaps.length > 0 ? "with-gaps" : ""} value={text} rows={3} maxLength={4000} aria-label={t("conversations.composer.reply")}
        aria-controls={menu.open ? "canned" : undefined} placeholder={t("conversations.composer.placeholder")}
        onChange={(event) => {
          change(event.target.value);
          menu.look(event.target.value, event.target.selectionStart);
        }}
        onKeyDown={onKeyDown} onPaste={onPaste} onBlur={menu.close} />
      <Uploads uploads={files.uploads} onRetry={files.retry} onRemove={files.remove} />
      <Gaps gaps={gaps} blocked={blocked} onGo={goTo} />
      <ReplyFoot ready={ready} enter={enter} onEnter={chooseEnter} onFiles={files.add} onCanned={cannedNow} onSend={sendNow} />
    </>
  );
}
