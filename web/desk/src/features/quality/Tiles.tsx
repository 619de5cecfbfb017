import type { BotQuality, Precision, Predictions, QualityFigure } from "@serviceos/shared/api";
import { count, share } from "@serviceos/shared/format";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { percent } from "./text";

export type TileKey = QualityFigure | "precision" | "predictions";
interface Props {
  quality: BotQuality;
  precision: Precision | undefined;
  predictions: Predictions | undefined;
  onOpen: (key: TileKey) => void;
}

/** Five figures; each says on hover what it counts, and opens what is behind it. */
export function Tiles({ quality, precision, predictions, onOpen }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { shares, counts } = quality;
  const overall = precision?.overall;
  const of = (part: number, whole: number) => whole === 0 ? "" : t("quality.of", { part: count(part, locale), whole: count(whole, locale) });
  const define = (key: QualityFigure) => quality.definitions.find((one) => one.key === key)?.definition[locale];
  const tiles: { key: TileKey; value: string; words: string; definition: string | undefined }[] = [
    { key: "botShare", value: percent(shares.botShare, locale), words: of(counts.botOnly, counts.opened), definition: define("botShare") },
    {
      key: "botResolution", value: percent(shares.botResolution, locale), definition: define("botResolution"),
      words: quality.unsettled > 0 ? t("quality.unsettled", { count: quality.unsettled }) : of(counts.automated, counts.botClosed),
    },
    {
      key: "automation", value: percent(shares.automation, locale), definition: define("automation"),
      words: shares.automation === null ? "" : t("quality.product", { taken: percent(shares.botTaken, locale), resolved: percent(shares.botResolution, locale) }),
    },
    {
      key: "precision", value: percent(overall?.share ?? null, locale), definition: t("quality.precision.definition"),
      words: overall?.share == null ? t("quality.precision.unjudged") : t("quality.precision.interval", { low: share(overall.low, locale, 1), high: share(overall.high, locale, 1) }),
    },
    {
      key: "predictions", value: percent(ratio(predictions?.hits, predictions?.asked), locale), definition: t("quality.predictions.definition"),
      words: predictions?.asked ? t("quality.predictions.first", { share: percent(ratio(predictions.firsts, predictions.asked), locale) }) : "",
    },
  ];
  return (
    <div className="quality-tiles">
      {tiles.map(({ key, value, words, definition }) => (
        <Tooltip key={key} title={definition} trigger={["hover", "focus"]} placement="bottom" mouseEnterDelay={0.3}>
          <button type="button" className="plain-button quality-tile" data-figure={key} onClick={() => onOpen(key)}>
            <span className="quality-tile-name">{t(`quality.figure.${key}`)}</span>
            <span className="quality-tile-value">{value}</span>
            <span className="quality-tile-words">{words}</span>
          </button>
        </Tooltip>
      ))}
    </div>
  );
}

export const ratio = (part: number | undefined, whole: number | undefined) => (whole ? (part ?? 0) / whole : null);
