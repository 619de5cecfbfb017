import type { Localized, Tile } from "@serviceos/shared/api";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { figureText } from "./figures";

/** One figure: what it is, how much, whether that is fine. Its definition on hover and focus; a click opens its rows. */
export function TileButton({ tile, definition, onOpen }: { tile: Tile; definition: Localized | undefined; onOpen: () => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = tile.state === "plain" ? "" : t([`board.words.${tile.key}.${tile.state}`, `board.words.${tile.state}`]);
  return (
    <Tooltip title={definition?.[locale]} trigger={["hover", "focus"]} placement="bottom" mouseEnterDelay={0.3}>
      <button type="button" className={`plain-button board-tile ${tile.state}`} data-figure={tile.key} onClick={onOpen}>
        <span className="board-tile-name">{t(`board.figure.${tile.key}`)}</span>
        <span className="board-tile-value">
          {figureText(tile.value, tile.unit, locale)}
          {tile.unit === "per-minute" && <small>{t("board.unit.per-minute")}</small>}
        </span>
        <span className="board-tile-words">{words}</span>
      </button>
    </Tooltip>
  );
}
