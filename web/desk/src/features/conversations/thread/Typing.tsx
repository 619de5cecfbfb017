import type { Id, Typing } from "@serviceos/shared/api";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../session";
import { useNow } from "../../../ui/now";
import { keys } from "../keys";

const shownMs = 6_000;

type Heard = Typing & { at: number };

/** Who types in a conversation, as far as it was heard of; never oneself. */
function useTyping(id: Id): Heard | undefined {
  const me = useMe();
  const { data: typing } = useQuery<Heard | null>({ queryKey: keys.typing(id), queryFn: skipToken });
  return !typing || typing.name === me.displayName ? undefined : typing;
}

/** "Ana is typing…" until her words come (the thread then forgets it) or six seconds pass. */
export function TypingLine({ id }: { id: Id }) {
  const typing = useTyping(id);
  return typing && <Line typing={typing} />;
}

/** A colleague writes a reply to the same consumer: said where one types, before both send. */
export function ColleagueTyping({ id }: { id: Id }) {
  const typing = useTyping(id);
  return typing?.speaker === "agent" && <Warning typing={typing} />;
}

function Warning({ typing }: { typing: Heard }) {
  const { t } = useTranslation();
  const now = useNow();
  if (now - typing.at > shownMs) return null;
  return <p className="colleague-typing" role="status">{t("conversations.collision.typing", { name: typing.name })}</p>;
}

function Line({ typing }: { typing: Heard }) {
  const { t } = useTranslation();
  const now = useNow();
  if (now - typing.at > shownMs) return null;
  return (
    <p className="typing" role="status">
      {typing.name ? t("conversations.typing.named", { name: typing.name }) : t(`conversations.typing.${typing.speaker}`)}
    </p>
  );
}
