import type { ItemState } from "@serviceos/shared/api";
import { useTranslation } from "react-i18next";

/** Where an item stands, in a word; only what isn't live yet asks for attention. */
export function StateWord({ state }: { state: ItemState }) {
  const { t } = useTranslation();
  return <span className={`kn-state ${state}`}>{t(`knowledge.state.${state}`)}</span>;
}
