import type { Gap, Gaps, Id, KeptGapVerdict, NewGapVerdict } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const gapsKey = (tenant: Id, days: number) => ["knowledge", tenant, "gaps", days] as const;

/** What the bot failed in the last days, most failures first. */
export function useGaps(tenant: Id, days: number) {
  return useQuery({
    queryKey: gapsKey(tenant, days),
    queryFn: ({ signal }) => call<Gaps>("GET", `/v1/knowledge/gaps${query({ tenant, days })}`, undefined, signal),
    placeholderData: keepPreviousData,
  });
}

/** Judges a gap, which leaves the list at once, and takes a verdict back. */
export function useVerdicts(tenant: Id, days: number) {
  const client = useQueryClient();
  const reread = () => client.invalidateQueries({ queryKey: ["knowledge", tenant] });
  const judge = useMutation({
    mutationFn: ({ verdict }: { gap: Gap; verdict: NewGapVerdict }) => call<KeptGapVerdict>("POST", `/v1/knowledge/gap-verdicts${query({ tenant })}`, verdict),
    onSuccess: (_, { gap, verdict }) => {
      client.setQueryData<Gaps>(gapsKey(tenant, days), (old) => old && { ...old, items: old.items.filter((one) => one.key !== gap.key) });
      if (verdict.verdict === "similar") void client.invalidateQueries({ queryKey: ["knowledge", tenant, "items"] });
    },
  });
  const takeBack = useMutation({
    mutationFn: (id: string) => call<undefined>("DELETE", `/v1/knowledge/gap-verdicts/${id}`),
    onSettled: reread,
  });
  return { judge, takeBack };
}
