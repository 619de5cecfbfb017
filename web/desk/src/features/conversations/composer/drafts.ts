import type { ConversationDetail, Id } from "@serviceos/shared/api";
import { call, callOnLeave } from "@serviceos/shared/http";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { keys } from "../keys";

export type DraftKind = "reply" | "note";

const saveMs = 800;
/** Writing to the browser's storage takes milliseconds: not on every key. */
const keepMs = 250;
type Timer = ReturnType<typeof setTimeout> | undefined;

const local = (id: Id, kind: DraftKind) => `serviceos.draft.${id}.${kind}`;
const address = (id: Id, kind: DraftKind) => `/v1/desk/conversations/${id}/drafts/${kind}`;

/** What this browser has that the server may not: written before each save, removed after it. */
function localDraft(id: Id, kind: DraftKind): string | undefined {
  return localStorage.getItem(local(id, kind)) ?? undefined;
}

/** A conversation's unsent text of one kind: reply and note never mix. */
export function useDraft(id: Id, kind: DraftKind): readonly [string, (text: string) => void] {
  const client = useQueryClient();
  const [text, setText] = useState(() =>
    localDraft(id, kind) ?? client.getQueryData<ConversationDetail>(keys.detail(id))?.drafts[kind] ?? "");
  const save = useDraftSaver(id, kind);
  const change = useCallback((next: string) => {
    setText(next);
    save(next);
  }, [save]);
  return [text, change];
}

/** Saves a draft to the server shortly after the last keystroke, and at once on leaving. */
function useDraftSaver(id: Id, kind: DraftKind): (text: string) => void {
  const client = useQueryClient();
  const state = useRef<{ text: string; timer: Timer; keeping: Timer }>({ text: "", timer: undefined, keeping: undefined });

  const keep = useCallback(() => {
    const { current } = state;
    clearTimeout(current.keeping);
    current.keeping = undefined;
    localStorage.setItem(local(id, kind), current.text);
  }, [id, kind]);

  const save = useCallback(async () => {
    const { current } = state;
    clearTimeout(current.timer);
    current.timer = undefined;
    const { text } = current;
    keep();
    client.setQueryData<ConversationDetail>(keys.detail(id), (detail) => detail && { ...detail, drafts: { ...detail.drafts, [kind]: text } });
    try {
      await call<undefined>("PUT", address(id, kind), { body: text });
      if (localStorage.getItem(local(id, kind)) === text) localStorage.removeItem(local(id, kind));
    } catch {
      // The copy in this browser stays, and the next keystroke or visit saves again.
    }
  }, [client, id, kind, keep]);

  useEffect(() => {
    const { current } = state;
    const leave = () => {
      if (current.keeping !== undefined) keep();
      if (current.timer !== undefined) callOnLeave("PUT", address(id, kind), { body: current.text });
    };
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      if (current.timer !== undefined) void save();
    };
  }, [id, kind, save, keep]);

  return useCallback((text: string) => {
    const { current } = state;
    current.text = text;
    current.keeping ??= setTimeout(keep, keepMs);
    clearTimeout(current.timer);
    current.timer = setTimeout(() => void save(), saveMs);
  }, [save, keep]);
}
