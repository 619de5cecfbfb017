import { share } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";

/** A stage in words: the shadow, or the share that has the candidate. */
export function useStageName() {
  const { t } = useTranslation();
  const locale = useLocale();
  return (stage: number, shares: readonly number[]) => (stage === 0 ? t("knowledge.rollout.shadow") : share(shares[stage] ?? 1, locale));
}
