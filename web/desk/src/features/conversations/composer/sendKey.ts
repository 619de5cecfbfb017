import type { KeyboardEvent } from "react";

const stored = "serviceos.enterSends";

export function enterSends(): boolean {
  return localStorage.getItem(stored) === "yes";
}

export function setEnterSends(value: boolean): void {
  localStorage.setItem(stored, value ? "yes" : "no");
}

/** Whether this key sends. Never while an input method composes. */
export function isSendKey(event: KeyboardEvent, enter: boolean): boolean {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) return false;
  if (event.ctrlKey || event.metaKey) return true;
  return enter && !event.shiftKey && !event.altKey;
}
