import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { accent, paintOf } from "../colour";
import { wordsIn } from "../i18n";
import { plain } from "../text";
import { useAround } from "./context";
import { Footer } from "./Footer";
import { Header } from "./Header";
import { Log } from "./Log";
import { LinkBar, Loading, Trouble } from "./Notices";
import { usePhone, useVisibleArea } from "./viewport";

const stops = 'button:not([disabled]), textarea, input:not([hidden]):not([disabled]), a[href], [tabindex="0"]';

export function Panel({ onClose }: { onClose(): void }): JSX.Element {
  const { chat, state, t, locale } = useAround();
  const panel = useRef<HTMLDivElement>(null);
  const phone = usePhone();
  const [dragging, setDragging] = useState(false);
  useVisibleArea(panel, phone);

  const { quiet } = state;
  useEffect(() => {
    if (quiet && !phone) return;
    // on a phone the keyboard would jump up, so the panel takes the focus instead of the input
    const input = phone ? null : panel.current?.querySelector("textarea");
    (input ?? panel.current)?.focus({ preventScroll: true });
  }, [phone, quiet]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.isComposing) {
      event.stopPropagation();
      onClose();
    }
    if (event.key === "Tab" && phone && panel.current) keepInside(panel.current, event);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a dialog hears Esc and takes dropped files
    <div
      ref={panel}
      class={dragging ? "panel dragging" : "panel"}
      role="dialog"
      aria-modal={phone}
      aria-label={t("panel.label", { name: plain(wordsIn(state.config?.name, locale)) })}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        setDragging(true);
      }}
      onDragLeave={(event) => {
        if (event.target === event.currentTarget) setDragging(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setDragging(false);
        chat.draft.add(event.dataTransfer?.files ?? []);
      }}
    >
      <Header paint={paintOf(state.config?.color ?? accent)} onClose={onClose} />
      <LinkBar />
      <Loading />
      <Log />
      <Trouble />
      <Footer />
      {dragging && <p class="drop">{t("panel.drop")}</p>}
    </div>
  );
}

/** Full-screen, the page behind can't be reached, so Tab goes round. */
function keepInside(panel: HTMLElement, event: KeyboardEvent): void {
  const all = [...panel.querySelectorAll<HTMLElement>(stops)];
  const root = panel.getRootNode();
  const active = root instanceof ShadowRoot ? root.activeElement : document.activeElement;
  const [first, last] = [all[0], all.at(-1)];
  if (event.shiftKey && (active === first || active === panel)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && active === last) {
    event.preventDefault();
    first?.focus();
  }
}
