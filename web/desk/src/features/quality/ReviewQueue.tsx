import type { Precision, QualityPeriod, Review, ReviewVerdict } from "@serviceos/shared/api";
import { Button, Segmented } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "../../ui/Empty";
import { ErrorBox } from "../../ui/ErrorBox";
import { useKeys } from "../../ui/keys";
import { Loading } from "../../ui/Loading";
import { useToasts } from "../../ui/UndoToast";
import { daysOf, useOpenReviews, useReviewActs } from "./api";
import { Exchange } from "./Exchange";
import { VerdictButtons, verdictKeys } from "./VerdictButtons";

const sizes = [5, 10, 20];
const usualSize = 10;
const newId = () => crypto.randomUUID().replaceAll("-", "");

/** Decisions drawn at random, one after the other; one key a verdict. */
export function ReviewQueue({ tenant, period, precision }: { tenant: string; period: QualityPeriod; precision: Precision | undefined }) {
  const { t } = useTranslation();
  const { offerUndo, tell } = useToasts();
  const open = useOpenReviews(tenant);
  const { judge } = useReviewActs(tenant);
  const current = open.data?.items[0];
  const failed = { onError: () => tell(t("quality.review.failed"), "error") };
  const say = (review: Review, verdict: ReviewVerdict) => {
    judge.mutate({ review, verdict }, failed);
    offerUndo(t(`quality.review.said.${verdict}`), () => judge.mutate({ review, verdict: null }, failed));
  };
  useKeys("board", current ? verdictKeys.map(([keys, verdict]) => ({ keys, label: t(`quality.review.${verdict}`), run: (event: KeyboardEvent) => {
    // under a drawer nobody sees what would be judged, and a key that is held judges one
    if (document.querySelector(".ant-drawer-open")) return false;
    if (!event.repeat) say(current, verdict);
    return true;
  } })) : []);

  const isIdle = precision?.decisions === 0;
  const section = useRef<HTMLElement>(null);
  return (
    <section ref={section} className="quality-card quality-review" aria-label={t("quality.review.title")}>
      <h2>{t("quality.review.title")} {open.data && open.data.open > 0 && <span className="muted" role="status">{t("quality.review.left", { count: open.data.open })}</span>}</h2>
      {open.isPending && <Loading lines={4} />}
      {open.isError && <ErrorBox error={open.error} onRetry={() => void open.refetch()} />}
      {current && (
        <>
          <div aria-live="polite"><Exchange review={current} /></div>
          <p className="quality-means">{t(`quality.means.${current.layer}`, { defaultValue: t("quality.means.other") })}</p>
          <VerdictButtons withKeys onSay={(verdict) => say(current, verdict)} />
        </>
      )}
      {open.isSuccess && !current && open.data.open === 0 && <Empty title={t(precision?.lastSample ? "quality.review.done" : "quality.review.none")}>{t(isIdle ? "quality.review.noDecisions" : precision?.lastSample ? "quality.review.doneText" : "quality.review.noneText")}</Empty>}
      {open.isSuccess && !isIdle && <Draw tenant={tenant} period={period} onDrawn={() => section.current?.scrollIntoView?.({ block: "start" })} />}
    </section>
  );
}

/** Draws a sample; the same one, however often the button is hit before it is there. */
function Draw({ tenant, period, onDrawn }: { tenant: string; period: QualityPeriod; onDrawn: () => void }) {
  const { t } = useTranslation();
  const { tell } = useToasts();
  const { draw } = useReviewActs(tenant);
  const [perLayer, setPerLayer] = useState(usualSize);
  const id = useRef(newId());
  const start = () => draw.mutate({ id: id.current, days: daysOf[period], perLayer }, {
    onSuccess: ({ decisions }) => {
      id.current = newId();
      if (decisions > 0) onDrawn();
      tell(decisions > 0 ? t("quality.review.drawn", { count: decisions }) : t("quality.review.allDrawn"));
    },
  });
  return (
    <div className="quality-draw">
      <span id="quality-per-layer">{t("quality.review.perLayer")}</span>
      <Segmented value={perLayer} onChange={setPerLayer} options={sizes} aria-labelledby="quality-per-layer" />
      <Button loading={draw.isPending} onClick={start}>{t("quality.review.draw", { period: t(`quality.period.${period}`) })}</Button>
      <span className="muted">{t("quality.review.how")}</span>
      {draw.isError && <ErrorBox error={draw.error} compact />}
    </div>
  );
}
