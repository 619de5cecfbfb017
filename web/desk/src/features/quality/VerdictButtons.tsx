import type { ReviewVerdict } from "@serviceos/shared/api";
import { Button } from "antd";
import { useTranslation } from "react-i18next";

export const verdictKeys: readonly [string, ReviewVerdict][] = [["r", "right"], ["w", "wrong"], ["x", "unknown"]];

/** The three things that can be said about a decision. */
export function VerdictButtons({ chosen, withKeys, onSay }: { chosen?: ReviewVerdict | undefined; withKeys?: boolean; onSay: (verdict: ReviewVerdict) => void }) {
  const { t } = useTranslation();
  return (
    <div className="quality-verdicts" role="group" aria-label={t("quality.review.verdict")}>
      {verdictKeys.map(([key, verdict]) => (
        <Button key={verdict} size={withKeys ? "middle" : "small"} type={chosen === verdict ? "primary" : "default"} aria-pressed={chosen === verdict} {...(withKeys ? { "aria-keyshortcuts": key } : {})} onClick={() => onSay(verdict)}>
          {t(`quality.review.${verdict}`)}{withKeys && <kbd aria-hidden>{key.toUpperCase()}</kbd>}
        </Button>
      ))}
    </div>
  );
}
