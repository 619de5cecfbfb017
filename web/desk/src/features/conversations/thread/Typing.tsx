import type { Id, Typing } from "@serviceos/shared/api";
import { skipToken, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useMe } from "../../../session";
import { useNow } from "../../../ui/now";
import { keys } from "../keys";

const shownMs = 6_000;

/** "Ana is typing…" until her words come (the thread then forgets it) or six seconds pass. */
export function TypingLine({ id }: { id: Id }) {
  const me = useMe();
  const { data: typing } = useQuery<(Typing & { at: number }) | null>({ queryKey: keys.typing(id), queryFn: skipToken });
  if (!typing || typing.name === me.displayName) return null;
  return <Line typing={typing} />;
}

function Line({ typing }: { typing: Typing & { at: number } }) {
  const { t } = useTranslation();
  const now = useNow();
  if (now - typing.at > shownMs) return null;
  return (
    <p className="typing" role="status">
      {typing.name ? t("conversations.typing.named", { name: typing.name }) : t(`conversations.typing.${typing.speaker}`)}
    </p>
  );
}
