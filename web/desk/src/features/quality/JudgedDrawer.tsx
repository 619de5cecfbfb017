import type { QualityPeriod, Review } from "@serviceos/shared/api";
import { when } from "@serviceos/shared/format";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { useLocale } from "../../i18n";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { useToasts } from "../../ui/UndoToast";
import { useJudgedReviews, useReviewActs } from "./api";
import { Exchange } from "./Exchange";
import { VerdictButtons } from "./VerdictButtons";

/** What was judged of a layer, and by whom; whoever thinks otherwise says so here. */
export function JudgedDrawer({ tenant, period, layer, onClose }: { tenant: string; period: QualityPeriod; layer: string; onClose: () => void }) {
  const { t } = useTranslation();
  const judged = useJudgedReviews(tenant, period, layer);
  return (
    <Drawer open size={560} onClose={onClose} title={t(`quality.layer.${layer}`, { defaultValue: layer })}>
      <p className="quality-definition">{t(`quality.means.${layer}`, { defaultValue: t("quality.means.other") })}</p>
      {judged.isPending && <Loading lines={6} />}
      {judged.isError && <ErrorBox error={judged.error} onRetry={() => void judged.refetch()} compact />}
      <ul className="quality-judged">{judged.data?.items.map((one) => <One key={`${one.conversation} ${one.seq}`} tenant={tenant} review={one} />)}</ul>
    </Drawer>
  );
}

function One({ tenant, review }: { tenant: string; review: Review }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { offerUndo, tell } = useToasts();
  const { judge } = useReviewActs(tenant);
  const failed = { onError: () => tell(t("quality.review.failed"), "error") };
  return (
    <li>
      <Exchange review={review} />
      <p className="muted">{t("quality.review.by", { name: review.by, at: review.at ? when(review.at, locale) : "" })}</p>
      <VerdictButtons chosen={review.verdict} onSay={(verdict) => {
        judge.mutate({ review, verdict }, failed);
        offerUndo(t(`quality.review.said.${verdict}`), () => judge.mutate({ review, verdict: null }, failed));
      }} />
    </li>
  );
}
