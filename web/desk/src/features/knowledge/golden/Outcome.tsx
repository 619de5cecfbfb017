import type { GoldenExpects, ReplaySide } from "@serviceos/shared/api";
import { useTranslation } from "react-i18next";

/** What is agreed on, in words. */
export function Expected({ expects, what }: { expects: GoldenExpects; what: string | undefined }) {
  const { t } = useTranslation();
  if (expects === "item") return <>{t("knowledge.golden.expect.itemNamed", { question: what })}</>;
  if (expects === "skill") return <>{t("knowledge.golden.expect.skillNamed", { skill: t(`bot.skill.${what}`, { defaultValue: what }) })}</>;
  return <>{t(`knowledge.golden.expect.${expects}`)}</>;
}

/** What the bot does, or would do, in words. */
export function Does({ side }: { side: ReplaySide }) {
  const { t } = useTranslation();
  const skill = (side.outcome === "skill" || side.outcome === "greeting") && side.what;
  const what = skill ? t(`bot.skill.${side.what}`, { defaultValue: side.what ?? "" }) : side.what;
  return (
    <span className="golden-does">
      {t(`knowledge.replay.outcome.${side.outcome}`)}{what && side.outcome !== "choices" && t("knowledge.golden.named", { what })}
      {side.answer && <span className="muted"> {side.answer}</span>}
      {side.choices.length > 0 && <span className="muted"> {side.choices.join(t("knowledge.listComma"))}</span>}
    </span>
  );
}
