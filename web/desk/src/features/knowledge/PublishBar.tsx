import { time } from "@serviceos/shared/format";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { useAddress } from "./address";
import { useItems, useLastRollback } from "./api";
import { PublishDialog } from "./PublishDialog";
import { isUnderWay, useRollouts } from "./rollout/api";
import { RolloutLine } from "./rollout/RolloutLine";

/** What waits to go live, and the result once it is. Empty when there is nothing to say. */
export function PublishBar({ tenant, write }: { tenant: string; write: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const { go } = useAddress();
  const rolledBack = useLastRollback(tenant);
  const [published, setDone] = useState<{ published: number; version: number; at: string }>();
  // what was published is not what is live once something was rolled back
  const done = published && rolledBack < Date.parse(published.at) ? published : undefined;
  // The same key as the unfiltered list, so that this costs no call of its own while that is shown.
  const all = useItems(tenant, {});
  const waiting = all.data?.pages[0]?.unpublished ?? 0;

  const rollout = useRollouts(tenant).data?.find(isUnderWay);

  if (rollout) return <RolloutLine rollout={rollout} waiting={waiting} />;
  if (waiting === 0 && !done && !open) return null;
  return (
    <footer className="kn-publish" aria-label={t("knowledge.publish.bar")}>
      <span role="status">
        {waiting > 0
          ? <><b>{t("knowledge.publish.waiting", { count: waiting })}</b> <span className="muted">{t("knowledge.publish.waitingHint")}</span></>
          : done && <b className="kn-live">{t("knowledge.publish.live", { count: done.published, version: done.version, at: time(done.at, locale) })}</b>}
      </span>
      {write && waiting > 0 && (
        <span className="kn-publish-acts">
          <Button size="small" onClick={() => go({ replay: "1" })}>{t("knowledge.replay.open")}</Button>
          <Button type="primary" size="small" onClick={() => setOpen(true)}>{t("knowledge.publish.open")}</Button>
        </span>
      )}
      {waiting === 0 && <Button size="small" type="text" onClick={() => setDone(undefined)}>{t("close")}</Button>}
      {open && <PublishDialog tenant={tenant} onClose={() => setOpen(false)} onDone={(result) => setDone({ ...result, at: new Date().toISOString() })} />}
    </footer>
  );
}
