import { useTranslation } from "react-i18next";
import "./ui.css";

/** Grey lines in place of what comes; invisible for the first 300 ms. */
export function Loading({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="loading" role="status" aria-label={t("loading")}>
      {Array.from({ length: lines }, (_, index) => <span key={index} style={{ width: `${92 - ((index * 37) % 45)}%` }} />)}
    </div>
  );
}
