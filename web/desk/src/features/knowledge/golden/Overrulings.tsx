import { when } from "@serviceos/shared/format";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../../i18n";
import { useOverrulings } from "./api";

/** What was published although golden questions broke: why, by whom, and which. */
export function Overrulings({ tenant }: { tenant: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data } = useOverrulings(tenant);
  if (!data || data.length === 0) return null;
  return (
    <section className="golden-overrulings" aria-label={t("knowledge.golden.overruled")}>
      <h2>{t("knowledge.golden.overruled")}</h2>
      <ul>
        {data.map((one) => (
          <li key={one.version}>
            <p><b>{one.reason}</b> <span className="muted">{t("knowledge.golden.overruledBy", { by: one.by, at: when(one.at, locale), version: one.version })}</span></p>
            {one.lost > 0 && <p className="muted">{t("knowledge.golden.overruledLost", { count: one.lost })}</p>}
            {one.broken.length > 0 && <p className="muted">{t("knowledge.golden.overruledQuestions", { questions: one.broken.join(t("knowledge.listComma")) })}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
