import type { JSX } from "preact";
import { pieces } from "../text";
import { useAround } from "./context";

/** Somebody's words: text, with web addresses as links. */
export function Text({ body }: { body: string }): JSX.Element {
  return (
    <p class="text" dir="auto">
      {pieces(body).map((piece, at) =>
        piece.url ? <OutLink key={at} url={piece.url} label={piece.text} /> : <span key={at}>{piece.text}</span>,
      )}
    </p>
  );
}

export function OutLink({ url, label }: { url: string; label: string }): JSX.Element {
  const { t } = useAround();
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" title={`${url} (${t("link.new")})`}>
      {label}
    </a>
  );
}
