import { useTranslation } from "react-i18next";
import type { Gap } from "./canned";

interface Props {
  gaps: readonly Gap[];
  /** Sending was tried. */
  blocked: boolean;
  onGo: (gap: Gap) => void;
}

/** What is still to be filled in before the reply may go: marked as long as it is there, and a click goes to it. */
export function Gaps({ gaps, blocked, onGo }: Props) {
  const { t } = useTranslation();
  if (gaps.length === 0) return null;
  return (
    <div className="composer-gaps">
      {blocked
        ? <p role="alert">{t("conversations.composer.blank", { name: gaps[0]?.text })}</p>
        : <p>{t("conversations.composer.gaps", { count: gaps.length })}</p>}
      {gaps.map((gap) => (
        <button key={gap.start} type="button" className="plain-button gap" onMouseDown={(event) => event.preventDefault()} onClick={() => onGo(gap)}>{gap.text}</button>
      ))}
    </div>
  );
}
