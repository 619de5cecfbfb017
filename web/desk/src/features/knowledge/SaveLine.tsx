import type { KnowledgeItem } from "@serviceos/shared/api";
import { ProblemError } from "@serviceos/shared/http";
import { time } from "@serviceos/shared/format";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useErrorText } from "../../ui/ErrorBox";
import type { SaveState } from "./useAutosave";

interface Props {
  state: SaveState;
  item: KnowledgeItem | undefined;
  onRetry: () => void;
  /** Somebody else was quicker: write over their words, or take them. */
  onOverwrite: () => void;
  onTakeTheirs: () => void;
}

/** Whether my words are safe, in a line. */
export function SaveLine({ state, item, onRetry, onOverwrite, onTakeTheirs }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const failed = useErrorText(state.kind === "failed" ? state.error : undefined);
  if (state.kind === "failed" && state.error instanceof ProblemError && state.error.type === "urn:serviceos:changed-meanwhile")
    return (
      <span className="kn-save failed" role="alert">
        {t("knowledge.save.conflict", { by: String(state.error.extra["by"] ?? "") })}{" "}
        <Button size="small" onClick={onTakeTheirs}>{t("knowledge.save.theirs")}</Button>{" "}
        <Button size="small" onClick={onOverwrite}>{t("knowledge.save.overwrite")}</Button>
      </span>
    );
  if (state.kind === "failed")
    return (
      <span className="kn-save failed" role="alert">
        {t("knowledge.save.failed", { what: failed })} <Button size="small" onClick={onRetry}>{t("knowledge.save.again")}</Button>
      </span>
    );
  return <span className="kn-save" role="status">{text()}</span>;

  function text() {
    if (state.kind === "waiting" || state.kind === "saving") return t("knowledge.save.saving");
    if (state.kind === "held") return t("knowledge.save.held");
    if (state.kind === "saved") return t("knowledge.save.saved", { at: time(state.at, locale) });
    return item ? "" : t("knowledge.save.new");
  }
}
