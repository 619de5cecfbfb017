import type { Precision, PrecisionLayer, QualityPeriod } from "@serviceos/shared/api";
import { count, share } from "@serviceos/shared/format";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useMay } from "../../session";
import { Empty } from "../../ui/Empty";
import { JudgedDrawer } from "./JudgedDrawer";
import { percent } from "./text";

/** How often each layer of the bot is right, as a bar with its interval; a layer's name opens what was judged of it. */
export function Layers({ precision, tenant, period }: { precision: Precision; tenant: string; period: QualityPeriod }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const may = useMay();
  const [opened, setOpened] = useState<string>();
  const { overall, layers } = precision;
  return (
    <section className="quality-card" aria-label={t("quality.layers.title")} id="quality-layers" tabIndex={-1}>
      <h2>{t("quality.layers.title")} <span className="muted">{t("quality.layers.about")}</span></h2>
      {layers.length === 0 && <Empty title={t("quality.layers.none")}>{t("quality.layers.noneText")}</Empty>}
      {layers.length > 0 && (
        <div className="quality-scroll"><table className="quality-table quality-layers">
          <thead><tr>{(["layer", "traffic", "precision", "interval", "judged"] as const).map((name) => <th key={name} scope="col">{t(`quality.layers.${name}`)}</th>)}</tr></thead>
          <tbody>
            {layers.map((one) => <Row key={one.layer} one={one} onOpen={may("reviews.write") && one.right + one.wrong + one.unknown > 0 ? () => setOpened(one.layer) : undefined} />)}
            <tr className="quality-overall">
              <th scope="row">{t("quality.layers.overall")}</th>
              <td>{count(precision.decisions, locale)}</td>
              <Bar value={overall.share ?? null} low={overall.low} high={overall.high} />
              <td colSpan={2}>{overall.share != null && overall.covered < 1 ? t("quality.layers.covered", { share: share(overall.covered, locale, 1) }) : t("quality.layers.weighted")}</td>
            </tr>
          </tbody>
        </table></div>
      )}
      {opened && <JudgedDrawer tenant={tenant} period={period} layer={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}

function Row({ one, onOpen }: { one: PrecisionLayer; onOpen: (() => void) | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const name = t(`quality.layer.${one.layer}`, { defaultValue: one.layer });
  const judged = one.right + one.wrong;
  return (
    <tr>
      <th scope="row">
        {onOpen ? <button type="button" className="plain-button quality-open" onClick={onOpen}>{name}</button> : name}
        <small className="muted">{t(`quality.means.${one.layer}`, { defaultValue: t("quality.means.other") })}</small>
      </th>
      <td>{count(one.traffic, locale)} <span className="muted">{share(one.trafficShare, locale, 1)}</span></td>
      <Bar value={one.precision.share ?? null} low={one.precision.low} high={one.precision.high} />
      <td>{judged > 0 && t("quality.layers.verdicts", { right: one.right, wrong: one.wrong })}{one.unknown > 0 && <span className="muted"> {t("quality.layers.unknown", { count: one.unknown })}</span>}</td>
    </tr>
  );
}

/** The share, and a line over where the true one is. The words beside it say the same. */
function Bar({ value, low, high }: { value: number | null; low: number; high: number }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (value === null) return <td className="muted" colSpan={2}>{t("quality.layers.unjudged")}</td>;
  const at = (part: number) => `${100 * part}%`;
  return (
    <>
      <td className="quality-bar-cell"><b>{percent(value, locale)}</b><span className="quality-bar" aria-hidden><i style={{ width: at(value) }} /><b style={{ left: at(low), width: at(high - low) }} /></span></td>
      <td>{t("quality.layers.from", { low: percent(low, locale), high: percent(high, locale) })}</td>
    </>
  );
}
