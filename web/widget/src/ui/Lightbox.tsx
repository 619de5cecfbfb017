import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useAround, type Enlarged } from "./context";
import { Icon } from "./icons";

/** One picture over the whole page; any click or Esc closes it. */
export function Lightbox({ image }: { image: Enlarged }): JSX.Element {
  const { t, enlarge } = useAround();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const root = close.current?.getRootNode();
    const before = root instanceof ShadowRoot ? root.activeElement : null;
    close.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Tab") event.preventDefault();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    enlarge(null);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a dialog hears Esc, and any click closes it
    <div class="lightbox" role="dialog" aria-modal="true" aria-label={image.name} tabIndex={-1} onKeyDown={onKeyDown} onClick={() => enlarge(null)}>
      <button type="button" class="icon-button" ref={close} aria-label={t("image.close")}>
        <Icon name="close" />
      </button>
      <img src={image.url} alt={image.name} referrerpolicy="no-referrer" />
    </div>
  );
}
