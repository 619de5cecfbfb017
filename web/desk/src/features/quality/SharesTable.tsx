import type { BotQuality } from "@serviceos/shared/api";
import { count, day, time } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { percent } from "./text";

/** The chart's numbers, newest first. */
export function SharesTable({ quality }: { quality: BotQuality }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const at = quality.step === "hour" ? time : day;
  return (
    <div className="quality-chart quality-scroll">
      <table className="quality-table">
        <thead>
          <tr>
            <th scope="col">{t(`quality.course.when.${quality.step}`)}</th>
            {(["opened", "botShare", "closed", "botResolution", "automation"] as const).map((name) => <th key={name} scope="col">{t(`quality.column.${name}`)}</th>)}
          </tr>
        </thead>
        <tbody>
          {quality.series.toReversed().map((one) => (
            <tr key={one.start}>
              <th scope="row">{at(one.start, locale, quality.zone)}</th>
              <td>{count(one.counts.opened, locale)}</td><td>{percent(one.shares.botShare, locale)}</td>
              <td>{count(one.counts.closed, locale)}</td><td>{percent(one.shares.botResolution, locale)}</td><td>{percent(one.shares.automation, locale)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
