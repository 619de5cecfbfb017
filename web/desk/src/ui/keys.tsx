import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import "./ui.css";

export interface Key {
  /** "j", "shift+t", "mod+k", "alt+1", "g b" (one after the other), "?". */
  keys: string;
  label: string;
  /** Returns false when it had nothing to do, so that the next taker gets the key. */
  run: (event: KeyboardEvent) => boolean | void;
  /** Also while typing in a field (only sensible with mod). */
  inFields?: boolean;
}

type Group = "general" | "conversations" | "knowledge" | "board" | "staff" | "settings";
export type KeyGroup = [Group, Key[]];
interface Registered {
  group: Group;
  keys: { current: Key[] };
}

const KeySheetDialog = lazy(() => import("./KeySheetDialog").then((m) => ({ default: m.KeySheetDialog })));
const registered = new Set<Registered>();
const sequenceMs = 1_000;
let pending: { key: string; at: number } | undefined;

/** Keys of a screen while it is shown. They appear in the `?` sheet under their group. */
export function useKeys(group: Group, keys: Key[]): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const entry = { group, keys: latest };
    registered.add(entry);
    return () => void registered.delete(entry);
  }, [group]);
}

/** The one key listener of the app. */
export function KeyListener() {
  useEffect(() => {
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return <KeySheet />;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
  const name = nameOf(event);
  if (!name) return;
  const typing = isField(event.target);
  const overlay = document.querySelector(".ant-modal-wrap:not([style*='display: none']) .ant-modal") !== null;
  const before = pending && Date.now() - pending.at < sequenceMs ? `${pending.key} ${name}` : undefined;
  pending = undefined;

  for (const { keys } of [...registered].reverse()) {
    for (const key of keys.current) {
      if ((typing || overlay) && !key.inFields) continue;
      if (key.keys !== name && key.keys !== before) continue;
      if (key.run(event) === false) continue;
      event.preventDefault();
      return;
    }
  }
  if (!typing && name.length === 1) pending = { key: name, at: Date.now() };
}

function nameOf(event: KeyboardEvent): string | undefined {
  // Alt with a digit by its place on the keyboard: on some systems it types another character.
  if (event.altKey) return !event.ctrlKey && !event.metaKey && event.code.startsWith("Digit") ? `alt+${event.code.slice(5)}` : undefined;
  if (["Shift", "Control", "Meta"].includes(event.key)) return undefined;
  const key = event.key.toLowerCase();
  const mod = event.ctrlKey || event.metaKey ? "mod+" : "";
  const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key)) ? "shift+" : "";
  return `${mod}${shift}${key}`;
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement
    && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
}

function KeySheet() {
  const { t } = useTranslation();
  const [groups, setGroups] = useState<KeyGroup[]>();
  const [open, setOpen] = useState(false);
  useKeys("general", [{ keys: "?", label: t("keys.sheet"), run: () => {
    setGroups(byGroup());
    setOpen(true);
  } }]);
  return groups && <Suspense><KeySheetDialog groups={groups} open={open} onClose={() => setOpen(false)} /></Suspense>;
}

function byGroup(): KeyGroup[] {
  const groups = new Map<Group, Map<string, Key>>();
  for (const { group, keys } of registered) {
    const known = groups.get(group) ?? new Map<string, Key>();
    for (const key of keys.current) if (!known.has(key.keys)) known.set(key.keys, key);
    groups.set(group, known);
  }
  return [...groups].map(([group, keys]) => [group, [...keys.values()]]);
}
