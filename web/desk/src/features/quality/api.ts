import type { BotQuality, Id, Precision, Predictions, QualityFigure, QualityPeriod, QualityRows, Review, Reviews, ReviewVerdict } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

export const periods: readonly QualityPeriod[] = ["24h", "7d", "30d"];
/** Where the server counts in days instead. */
export const daysOf: Record<QualityPeriod, number> = { "24h": 1, "7d": 7, "30d": 30 };

const keys = {
  of: (tenant: Id) => ["quality", tenant] as const,
  figures: (tenant: Id, period: QualityPeriod) => ["quality", tenant, "figures", period] as const,
  rows: (tenant: Id, period: QualityPeriod, figure: QualityFigure, whole: boolean) => ["quality", tenant, "rows", period, figure, whole] as const,
  precision: (tenant: Id) => ["quality", tenant, "precision"] as const,
  open: (tenant: Id) => ["quality", tenant, "reviews", "open"] as const,
  judged: (tenant: Id, period: QualityPeriod, layer: string) => ["quality", tenant, "reviews", "judged", period, layer] as const,
  predictions: (tenant: Id, period: QualityPeriod) => ["quality", tenant, "predictions", period] as const,
};
const freshMs = 30_000;

export function useQuality(tenant: Id, period: QualityPeriod) {
  return useQuery({
    queryKey: keys.figures(tenant, period),
    queryFn: ({ signal }) => call<BotQuality>("GET", `/v1/bot-quality${query({ tenant, period })}`, undefined, signal),
    refetchInterval: freshMs,
  });
}

/** The conversations behind a share, all that the opened drawer has scrolled to; those that count, or the whole. */
export function useQualityRows(tenant: Id, period: QualityPeriod, figure: QualityFigure, whole: boolean) {
  return useInfiniteQuery({
    queryKey: keys.rows(tenant, period, figure, whole),
    queryFn: ({ pageParam, signal }) =>
      call<QualityRows>("GET", `/v1/bot-quality/rows${query({ figure, tenant, period, after: pageParam, ...(whole ? { whole } : {}) })}`, undefined, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

export function usePredictions(tenant: Id, period: QualityPeriod) {
  return useQuery({
    queryKey: keys.predictions(tenant, period),
    queryFn: ({ signal }) => call<Predictions>("GET", `/v1/predictions${query({ tenant, days: daysOf[period] })}`, undefined, signal),
  });
}

export function usePrecision(tenant: Id, period: QualityPeriod) {
  return useQuery({
    queryKey: [...keys.precision(tenant), period],
    queryFn: ({ signal }) => call<Precision>("GET", `/v1/reviews/precision${query({ tenant, days: daysOf[period] })}`, undefined, signal),
  });
}

/** What waits to be judged, in the order of drawing. */
export function useOpenReviews(tenant: Id) {
  return useQuery({
    queryKey: keys.open(tenant),
    queryFn: ({ signal }) => call<Reviews>("GET", `/v1/reviews${query({ tenant })}`, undefined, signal),
  });
}

export function useJudgedReviews(tenant: Id, period: QualityPeriod, layer: string) {
  return useQuery({
    queryKey: keys.judged(tenant, period, layer),
    queryFn: ({ signal }) => call<Reviews>("GET", `/v1/reviews${query({ tenant, judged: true, layer, days: daysOf[period] })}`, undefined, signal),
  });
}

const isSame = (a: Review, b: Review) => a.conversation === b.conversation && a.seq === b.seq;

export function useReviewActs(tenant: Id) {
  const client = useQueryClient();
  const readAgain = () => client.invalidateQueries({ queryKey: keys.of(tenant), predicate: ({ queryKey }) => queryKey[2] === "precision" || queryKey[2] === "reviews" });
  const draw = useMutation({
    // the id is made by whoever clicks: the same click twice draws once
    mutationFn: ({ id, days, perLayer }: { id: Id; days: number; perLayer: number }) =>
      call<{ decisions: number }>("POST", `/v1/reviews/samples${query({ tenant })}`, { id, days, perLayer }),
    onSettled: readAgain,
  });
  const judge = useMutation({
    mutationFn: ({ review, verdict }: { review: Review; verdict: ReviewVerdict | null }) =>
      call<unknown>(verdict ? "PUT" : "DELETE", `/v1/reviews/${review.conversation}/${review.seq}${query({ tenant })}`, verdict ? { verdict } : undefined),
    // one after the other, so that taking back never overtakes what it takes back
    scope: { id: `judge ${tenant}` },
    onMutate: async ({ review, verdict }) => {
      await client.cancelQueries({ queryKey: keys.open(tenant) });
      client.setQueryData<Reviews>(keys.open(tenant), (old) => {
        if (!old) return old;
        const others = old.items.filter((one) => !isSame(one, review));
        const was = others.length < old.items.length;
        if (verdict) return { items: others, open: old.open - (was ? 1 : 0) };
        return { items: [review, ...others], open: old.open + (was ? 0 : 1) };
      });
    },
    onSettled: () => client.isMutating() > 1 ? undefined : readAgain(),
  });
  return { draw, judge };
}
