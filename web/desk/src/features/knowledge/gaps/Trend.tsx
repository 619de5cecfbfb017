import type { Gap, Instant } from "@serviceos/shared/api";
import { day } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";

const dayMs = 86_400_000;

/** A bar a day: how often it was asked, and how much of that failed. */
export function Trend({ gap, firstDay, large = false }: { gap: Gap; firstDay: Instant; large?: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const most = Math.max(1, ...gap.days.map((one) => one.volume));
  const label = t("knowledge.gaps.trendOf", { volume: gap.volume, failed: gap.failed, days: gap.days.length, today: gap.days.at(-1)?.volume ?? 0 });
  const dayOf = (at: number) => day(new Date(Date.parse(firstDay) + at * dayMs + dayMs / 2).toISOString(), locale);
  const percent = (part: number) => `${(100 * part) / most}%`;
  return (
    <span className={large ? "gap-trend large" : "gap-trend"} role="img" aria-label={label}>
      {gap.days.map((one, at) => (
        <span key={at} title={t("knowledge.gaps.day", { day: dayOf(at), volume: one.volume, failed: one.failed })}>
          <i style={{ height: percent(one.volume - one.failed) }} />
          <b style={{ height: percent(one.failed) }} />
        </span>
      ))}
    </span>
  );
}
