import type { BoardMinute } from "@serviceos/shared/api";
import { time } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";

const columns = ["consumer", "bot", "agent", "opened", "handedOver"] as const;

/** The chart's numbers, newest minute first. */
export function MinutesTable({ series }: { series: BoardMinute[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className="board-chart board-scroll" style={{ height: 228 }}>
      <table className="board-table">
        <thead><tr><th scope="col">{t("board.hour.minute")}</th>{columns.map((name) => <th key={name} scope="col">{t(`board.hour.${name}`)}</th>)}</tr></thead>
        <tbody>
          {series.toReversed().map((one) => (
            <tr key={one.minute}><th scope="row">{time(one.minute, locale)}</th>{columns.map((name) => <td key={name}>{one[name]}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
