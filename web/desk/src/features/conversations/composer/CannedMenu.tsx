import type { CannedReply, Locale } from "@serviceos/shared/api";
import { useMemo, useState, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useCanned } from "../api";
import { matching, slashAt } from "./canned";

interface CannedMenuState {
  open: boolean;
  found: CannedReply[];
  at: number;
  pick: (reply: CannedReply) => void;
  look: (text: string, caret: number) => void;
  /** True when the key was the menu's. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  close: () => void;
}

/** The menu behind "/": which replies fit, which one is chosen, and the keys that move in it. */
export function useCannedMenu(
  locale: Locale,
  field: RefObject<HTMLTextAreaElement | null>,
  onPick: (reply: CannedReply, start: number, end: number) => void,
): CannedMenuState {
  const { data: replies } = useCanned();
  const [slash, setSlash] = useState<{ start: number; typed: string }>();
  const [at, setAt] = useState(0);
  const found = useMemo(() => (slash && replies ? matching(replies, slash.typed, locale) : []), [slash, replies, locale]);
  const chosen = Math.min(at, found.length - 1);

  const look = (text: string, caret: number) => {
    setSlash(slashAt(text, caret));
    setAt(0);
  };
  const close = () => setSlash(undefined);
  const pick = (reply: CannedReply) => {
    if (!slash) return;
    onPick(reply, slash.start, slash.start + 1 + slash.typed.length);
    close();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (!slash || event.nativeEvent.isComposing) return false;
    const reply = found[chosen];
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" && found.length > 0) setAt((chosen + 1) % found.length);
    else if (event.key === "ArrowUp" && found.length > 0) setAt((chosen - 1 + found.length) % found.length);
    else if ((event.key === "Enter" || event.key === "Tab") && reply && !event.ctrlKey && !event.metaKey) pick(reply);
    else return false;
    event.preventDefault();
    return true;
  };
  return { open: slash !== undefined, found, at: chosen, pick, look, onKeyDown, close };
}

export function CannedMenu({ menu }: { menu: CannedMenuState }) {
  const { t } = useTranslation();
  if (!menu.open) return null;
  return (
    <ul id="canned" className="canned" role="listbox" aria-label={t("conversations.canned.label")}>
      {menu.found.map((reply, index) => (
        <li key={reply.id} role="option" aria-selected={index === menu.at}
          onMouseDown={(event) => {
            event.preventDefault();
            menu.pick(reply);
          }}>
          <span className="canned-shortcut">/{reply.shortcut}</span>
          <span className="canned-title">{reply.title}</span>
          <span className="canned-body">{reply.body}</span>
        </li>
      ))}
      {menu.found.length === 0 && <li className="muted" role="presentation">{t("conversations.canned.none")}</li>}
    </ul>
  );
}
