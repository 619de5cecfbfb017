import type { Conflict } from "@serviceos/shared/api";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useAddress } from "./address";

/** Warns of items that answer the same, contradictions first. It hinders nothing. */
export function Conflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  const { t } = useTranslation();
  if (conflicts.length === 0) return <div role="status" />;
  const contradict = conflicts.some((one) => one.kind === "contradiction");
  return (
    <details className={contradict ? "kn-conflicts contradict" : "kn-conflicts"} open={conflicts.length <= 2}>
      <summary><span role="status">{t("knowledge.conflict.title", { count: new Set(conflicts.map((one) => one.other.id)).size })}</span></summary>
      <ul>{conflicts.map((one) => <One key={`${one.item} ${one.other.id}`} conflict={one} />)}</ul>
    </details>
  );
}

function One({ conflict }: { conflict: Conflict }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  const { kind, mine, other, differences } = conflict;
  return (
    <li>
      <span>
        {t(`knowledge.conflict.${kind}`, { question: other.question, words: mine })}
        {differences.map((one) => <b key={one.kind + one.mine}> {t(`knowledge.conflict.${one.kind}`, { mine: one.mine, theirs: one.theirs })}</b>)}
        {!other.isLive && <span className="muted"> {t("knowledge.conflict.draft")}</span>}
        {other.inherited && <span className="muted"> {t("knowledge.conflict.inherited")}</span>}
      </span>
      <Button size="small" type="link" onClick={() => go({ item: other.id, new: undefined, tab: undefined })}>{t("knowledge.conflict.open")}</Button>
    </li>
  );
}
