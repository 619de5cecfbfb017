import type { ConversationRow } from "@serviceos/shared/api";
import type { TFunction } from "i18next";

/** What to call a consumer: the name, or for a nameless visitor the end of the id. */
export function nameOf(consumer: ConversationRow["consumer"], t: TFunction): string {
  return consumer.name ?? t("conversations.visitor", { id: consumer.id.slice(-4) });
}
