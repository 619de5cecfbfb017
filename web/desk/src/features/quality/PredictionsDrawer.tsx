import type { Predictions, QualityPeriod } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { Empty } from "../../ui/Empty";
import { percent } from "./text";
import { ratio } from "./Tiles";

/** How often the likely questions held what consumers came for, by how it stood with their newest order. */
export function PredictionsDrawer({ predictions, period, onClose }: { predictions: Predictions; period: QualityPeriod; onClose: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const rows = [{ order: "", ...predictions }, ...predictions.orders];
  return (
    <Drawer open size={520} onClose={onClose} title={<>{t("quality.figure.predictions")} <span className="muted">{t(`quality.period.${period}`)}</span></>}>
      <p className="quality-definition">{t("quality.predictions.definition")}</p>
      {predictions.asked === 0 && <Empty title={t("quality.predictions.none")}>{t("quality.predictions.noneText")}</Empty>}
      {predictions.asked > 0 && (
        <div className="quality-scroll"><table className="quality-table">
          <thead><tr>{(["order", "asked", "hit5", "hit1"] as const).map((name) => <th key={name} scope="col">{t(`quality.predictions.${name}`)}</th>)}</tr></thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.order || "all"}>
                <th scope="row">{row.order ? t(`quality.order.${row.order}`, { defaultValue: row.order }) : <b>{t("quality.predictions.all")}</b>}</th>
                <td>{count(row.asked, locale)}</td><td>{percent(ratio(row.hits, row.asked), locale)}</td><td>{percent(ratio(row.firsts, row.asked), locale)}</td>
              </tr>
            ))}
          </tbody>
        </table></div>
      )}
    </Drawer>
  );
}
