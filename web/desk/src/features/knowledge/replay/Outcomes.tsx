import type { ReplaySummary } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";

/** How often the bot does what, now and after publishing: two bars each, and the figures. */
export function Outcomes({ summary }: { summary: ReplaySummary }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const most = Math.max(1, ...summary.outcomes.flatMap((one) => [one.before, one.after]));
  return (
    <table className="replay-outcomes">
      <thead><tr><th scope="col">{t("knowledge.replay.outcomes")}</th><th scope="col">{t("knowledge.replay.before")}</th><th scope="col" colSpan={2}>{t("knowledge.replay.after")}</th></tr></thead>
      <tbody>
        {summary.outcomes.map((one) => (
          <tr key={one.outcome}>
            <th scope="row">{t(`knowledge.replay.outcome.${one.outcome}`)}</th>
            <td>{count(one.before, locale)}</td>
            <td>{count(one.after, locale)}</td>
            <td aria-hidden className="replay-bars">
              <i style={{ width: `${(100 * one.before) / most}%` }} /><b style={{ width: `${(100 * one.after) / most}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
