import type { Golden, GoldenImportReport, GoldenResult, Id, LostAnswers, NewGolden, Overruling, Paged } from "@serviceos/shared/api";
import { call, ProblemError, query } from "@serviceos/shared/http";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

const listKey = (tenant: Id) => ["knowledge", tenant, "golden"] as const;
/** Under the items: whatever is saved, published or put away has them asked again. */
const runKey = (tenant: Id) => ["knowledge", tenant, "items", "golden-run"] as const;

/** Questions whose outcome is agreed on: the node's own, then those from above. */
export function useGolden(tenant: Id) {
  return useQuery({
    queryKey: listKey(tenant),
    queryFn: ({ signal }) => call<Paged<Golden>>("GET", `/v1/knowledge/golden${query({ tenant })}`, undefined, signal),
    select: (page) => page.items,
  });
}

/** What would be live: all that waits, some of it, or an old version again. */
export interface WouldBe {
  items?: Id[];
  rollBack?: { item: Id; version: number };
}

/** How they come out now and then. */
export function useGoldenRun(tenant: Id, what: WouldBe, enabled = true) {
  return useQuery({
    queryKey: [...runKey(tenant), what],
    enabled,
    queryFn: ({ signal }) => call<Paged<GoldenResult>>("POST", `/v1/knowledge/golden:run${query({ tenant })}`, what, signal),
    select: (page) => page.items,
    refetchOnWindowFocus: false,
  });
}

/** Publications that broke some, and why they were made; newest first. */
export function useOverrulings(tenant: Id) {
  return useQuery({
    queryKey: ["knowledge", tenant, "overrulings"],
    queryFn: ({ signal }) => call<Paged<Overruling>>("GET", `/v1/knowledge/overrulings${query({ tenant })}`, undefined, signal),
    select: (page) => page.items,
  });
}

export const goldenExportPath = (tenant: Id, format: "csv" | "xlsx") => `/v1/knowledge/golden:export${query({ format, tenant })}`;

/** Reads a sheet on the server; with `dryRun` nothing is stored. */
export function useGoldenImport(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, dryRun }: { file: File; dryRun: boolean }) => {
      const form = new FormData();
      form.append("file", file, file.name);
      return call<GoldenImportReport>("POST", `/v1/knowledge/golden:import${query({ dryRun, tenant })}`, form);
    },
    onSuccess: (_, { dryRun }) => dryRun ? undefined : Promise.all([client.invalidateQueries({ queryKey: listKey(tenant) }), client.invalidateQueries({ queryKey: runKey(tenant) })]),
  });
}

export function useGoldenActs(tenant: Id) {
  const client = useQueryClient();
  const onSettled = () => Promise.all([client.invalidateQueries({ queryKey: listKey(tenant) }), client.invalidateQueries({ queryKey: runKey(tenant) })]);
  /** The same question again gets the new expectation. */
  const keep = useMutation({ mutationFn: (golden: NewGolden) => call<Golden>("POST", `/v1/knowledge/golden${query({ tenant })}`, golden), onSettled });
  const change = useMutation({ mutationFn: ({ id, golden }: { id: Id; golden: NewGolden }) => call<Golden>("PUT", `/v1/knowledge/golden/${id}`, golden), onSettled });
  const drop = useMutation({ mutationFn: (id: Id) => call<undefined>("DELETE", `/v1/knowledge/golden/${id}`), onSettled });
  return { keep, change, drop };
}

/** What the gate refused a publication for; undefined when it was not refused there. */
export function refusalOf(error: unknown): { broken: GoldenResult[]; lost: LostAnswers | undefined } | undefined {
  if (!(error instanceof ProblemError) || !["urn:serviceos:golden-broken", "urn:serviceos:replay-lost"].includes(error.type)) return undefined;
  const { broken, lost } = error.extra;
  return { broken: Array.isArray(broken) ? (broken as GoldenResult[]) : [], lost: (lost as LostAnswers | null | undefined) ?? undefined };
}
