import type { Rollout } from "@serviceos/shared/api";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useAddress } from "../address";
import { useStageName } from "./useStageName";

/** Instead of what waits: what is being rolled out, since nothing else is published meanwhile. */
export function RolloutLine({ rollout, waiting }: { rollout: Rollout; waiting: number }) {
  const { t } = useTranslation();
  const { go } = useAddress();
  const nameOf = useStageName();
  return (
    <footer className="kn-publish" aria-label={t("knowledge.publish.bar")}>
      <span role="status">
        <b>{t(`knowledge.rollout.line.${rollout.state === "paused" ? "paused" : "running"}`, { stage: nameOf(rollout.stage, rollout.shares) })}</b>
        {waiting > 0 && <span className="muted">{t("knowledge.rollout.lineWaiting")}</span>}
      </span>
      <Button type="primary" size="small" onClick={() => go({ rollout: rollout.id })}>{t("knowledge.rollout.open")}</Button>
    </footer>
  );
}
