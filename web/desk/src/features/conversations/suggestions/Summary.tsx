import type { Id, Summary as Summed } from "@serviceos/shared/api";
import { call } from "@serviceos/shared/http";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { keys } from "../keys";

/** What a language model made of the conversation; nothing where there is no model, or it has nothing to say. */
export function Summary({ id }: { id: Id }) {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: keys.summary(id),
    queryFn: ({ signal }) => call<Summed>("POST", `/v1/desk/conversations/${id}/summary`, undefined, signal),
    staleTime: Infinity,
    retry: false,
  });
  return data?.text ? <p className="handoff-summary">{data.text} <span className="muted">{t("conversations.drafted")}</span></p> : null;
}
