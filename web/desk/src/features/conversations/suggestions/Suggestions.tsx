import type { DraftedReply, Id, Suggestions as Suggested } from "@serviceos/shared/api";
import { call } from "@serviceos/shared/http";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keyText } from "../../../ui/keyText";
import { useKeys } from "../../../ui/keys";
import { keys } from "../keys";
import "./suggestions.css";

interface Props {
  id: Id;
  /** The newest message on screen: another one may want other replies. */
  lastSeq: number;
  onPick: (text: string) => void;
}

/** What the shop knows about the consumer's newest message, ready to be put into the reply. Quiet when it knows nothing, or can't be asked. */
export function Suggestions({ id, lastSeq, onPick }: Props) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: keys.suggestions(id, lastSeq),
    queryFn: ({ signal }) => call<Suggested>("POST", `/v1/desk/conversations/${id}/suggestions`, undefined, signal),
    staleTime: Infinity,
    retry: false,
  });
  const found = data?.items ?? [];
  // The model's words come when they come, below what is there already: a key's meaning must not change under a finger.
  const { data: drafted } = useQuery({
    queryKey: keys.drafted(id, lastSeq),
    queryFn: ({ signal }) => call<DraftedReply>("POST", `/v1/desk/conversations/${id}/drafted-reply`, undefined, signal),
    enabled: found.length > 0,
    staleTime: Infinity,
    retry: false,
  });
  const items = [
    ...found.map(({ item, question, text }) => ({ key: item, question, text })),
    ...(drafted?.text ? [{ key: "drafted", question: t("conversations.drafted"), text: drafted.text }] : []),
  ];
  useKeys("conversations", items.map(({ text }, at) => ({
    keys: `alt+${at + 1}`, label: t("conversations.suggestion", { number: at + 1 }), inFields: true, run: () => onPick(text),
  })));
  if (items.length === 0) return null;
  return (
    <ol className="suggestions" aria-label={t("conversations.suggestions")}>
      {items.map((each, at) => (
        <li key={each.key}>
          <button type="button" aria-keyshortcuts={`Alt+${at + 1}`} title={`${each.question}\n\n${each.text}`} onMouseDown={(event) => event.preventDefault()} onClick={() => onPick(each.text)}>
            <kbd>{keyText(`alt+${at + 1}`)}</kbd>
            <span className="suggestion-text">{each.text}</span>
            <span className="suggestion-question">{each.question}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
