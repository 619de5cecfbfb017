import type { Content } from "@serviceos/shared/api";
import { dayTime } from "@serviceos/shared/format";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { diffList, diffText, type Piece } from "./diff";

interface Props {
  before: Content;
  after: Content;
  beforeTitle: string;
  afterTitle: string;
}

/** Two versions side by side, field by field; only fields that differ, unless asked for all. */
export function DiffTable({ before, after, beforeTitle, afterTitle }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const fields = useFields(before, after);
  const changed = fields.filter(isChanged);
  const shown = all ? fields.filter(({ pieces }) => pieces.some((piece) => piece.text !== "")) : changed;

  return (
    <>
      {changed.length === 0 && <p className="muted">{t("knowledge.versions.same")}</p>}
      {shown.length > 0 && (
        <table className="kn-diff">
          <thead><tr><th scope="col">{t("knowledge.diff.field")}</th><th scope="col">{beforeTitle}</th><th scope="col">{afterTitle}</th></tr></thead>
          <tbody>
            {shown.map(({ name, pieces, list }) => (
              <tr key={name}>
                <th scope="row">{t(`knowledge.diff.${name}`)}</th>
                <td><Side pieces={pieces} hide="added" list={list} /></td>
                <td><Side pieces={pieces} hide="removed" list={list} /></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <button type="button" className="plain-button kn-more" onClick={() => setAll(!all)}>{t(all ? "knowledge.versions.onlyChanged" : "knowledge.versions.allFields")}</button>
    </>
  );
}

interface Compared {
  name: string;
  pieces: Piece[];
  list: boolean;
}

const isChanged = ({ pieces }: Compared) => pieces.some((piece) => piece.kind !== "same");

function useFields(before: Content, after: Content): Compared[] {
  const { t } = useTranslation();
  const locale = useLocale();
  return [
    { name: "question", pieces: diffText(before.question, after.question), list: false },
    { name: "similar", pieces: diffList(before.similar, after.similar), list: true },
    { name: "answer", pieces: diffText(before.answer.text, after.answer.text), list: false },
    ...(["buttons", "links", "images"] as const).map((name) => ({ name, pieces: diffList(words(before, name), words(after, name)), list: true })),
    { name: "category", pieces: diffList([before.category ?? ""], [after.category ?? ""]), list: false },
    { name: "language", pieces: diffList([t(`knowledge.language.${before.language}`)], [t(`knowledge.language.${after.language}`)]), list: false },
    { name: "products", pieces: diffList(before.products, after.products), list: true },
    { name: "validity", pieces: diffList([validity(before)], [validity(after)]), list: false },
  ];

  function validity({ validFrom, validTo }: Content) {
    if (!validFrom && !validTo) return "";
    return `${validFrom ? dayTime(validFrom, locale) : ""} – ${validTo ? dayTime(validTo, locale) : ""}`;
  }
}

/** One side of the comparison; what isn't on this side leaves no gap. */
function Side({ pieces, hide, list }: { pieces: Piece[]; hide: "added" | "removed"; list: boolean }) {
  const shown = pieces.filter((piece) => piece.kind !== hide && piece.text !== "");
  const parts = shown.map((piece, at) => piece.kind === "same" ? <span key={at}>{piece.text}</span> : piece.kind === "removed" ? <del key={at}>{piece.text}</del> : <ins key={at}>{piece.text}</ins>);
  if (!list) return <p>{parts}</p>;
  return <ul>{parts.map((part, at) => <li key={at}>{part}</li>)}</ul>;
}

function words({ answer }: Content, name: "buttons" | "links" | "images"): string[] {
  if (name === "images") return answer.images;
  return name === "buttons" ? answer.buttons.map((button) => `${button.label} (${button.value})`) : answer.links.map((link) => `${link.label} (${link.url})`);
}
