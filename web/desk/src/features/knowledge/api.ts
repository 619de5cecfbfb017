import type {
  Answered, Conflict, Content, Despite, Id, ImportReport, ItemState, ItemVersion, KnowledgeItem, KnowledgePageOf, Locale, Paged, WhyNot, WrongAnswer, WrongAnswers,
} from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { type QueryClient, keepPreviousData, skipToken, useInfiniteQuery, useMutation, useMutationState, useQuery, useQueryClient } from "@tanstack/react-query";

export interface Filters {
  q?: string | undefined;
  language?: Locale | undefined;
  state?: ItemState | undefined;
  category?: string | undefined;
}

const keys = {
  lists: (tenant: Id) => ["knowledge", tenant, "items"] as const,
  list: (tenant: Id, filters: Filters) => ["knowledge", tenant, "items", filters] as const,
  unpublished: (tenant: Id) => ["knowledge", tenant, "items", "unpublished"] as const,
  item: (tenant: Id, id: Id) => ["knowledge", tenant, "item", id] as const,
  wrong: (tenant: Id) => ["knowledge", tenant, "wrong"] as const,
  live: (tenant: Id) => ["knowledge", tenant, "live-changed"] as const,
  conflicts: (tenant: Id) => ["knowledge", tenant, "items", "conflicts"] as const,
  version: (tenant: Id, id: Id, version: number) => ["knowledge", tenant, "version", id, version] as const,
};

const itemPath = (tenant: Id, id: Id, act = "") => `/v1/knowledge/items/${id}${act}${query({ tenant })}`;
const pageSize = 100;

/** The items a shop answers from, its own and those from above, newest change first. */
export function useItems(tenant: Id, filters: Filters) {
  return useInfiniteQuery({
    queryKey: keys.list(tenant, filters),
    queryFn: ({ pageParam, signal }) =>
      call<KnowledgePageOf>("GET", `/v1/knowledge/items${query({ ...filters, tenant, after: pageParam, limit: pageSize })}`, undefined, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Every item whose latest words aren't live yet. */
export function useUnpublished(tenant: Id, enabled: boolean) {
  return useQuery({
    queryKey: keys.unpublished(tenant),
    enabled,
    queryFn: async ({ signal }) => {
      const pages = await Promise.all((["draft", "changed"] as const).map((state) =>
        call<KnowledgePageOf>("GET", `/v1/knowledge/items${query({ tenant, state, limit: 200 })}`, undefined, signal)));
      const items = pages.flatMap((page) => page.items).filter((item) => !item.inherited);
      const all = Math.max(...pages.map((page) => page.unpublished), items.length);
      return { items, all };
    },
  });
}

export function useItem(tenant: Id, id: Id, enabled = true) {
  return useQuery({
    queryKey: keys.item(tenant, id),
    enabled,
    queryFn: ({ signal }) => call<KnowledgeItem>("GET", itemPath(tenant, id), undefined, signal),
    refetchOnWindowFocus: false,
  });
}

/** Items that answer the same as this one, or as any that waits to be published; read again after each save. */
export function useConflicts(tenant: Id, item: Id | undefined, enabled: boolean) {
  return useQuery({
    queryKey: [...keys.conflicts(tenant), item],
    enabled,
    queryFn: ({ signal }) => call<Paged<Conflict>>("GET", `/v1/knowledge/conflicts${query({ tenant, item })}`, undefined, signal),
    select: (page) => page.items,
    placeholderData: keepPreviousData,
  });
}

/** A published version never changes. */
export function useVersion(tenant: Id, id: Id, version: number | undefined) {
  return useQuery({
    queryKey: keys.version(tenant, id, version ?? 0),
    enabled: version !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call<ItemVersion>("GET", itemPath(tenant, id, `/versions/${version}`), undefined, signal),
  });
}

/** After an act on an item: its new face into the cache, and every list that may show it read again. */
function keep(client: QueryClient, tenant: Id, item: KnowledgeItem | undefined) {
  if (item) client.setQueryData(keys.item(tenant, item.id), item);
  void client.invalidateQueries({ queryKey: keys.lists(tenant) });
}

export function useSaveItem(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    /** With `expectedUpdatedAt` it is refused (409) when somebody changed the item since; without, it writes over it. */
    mutationFn: ({ id, content, expectedUpdatedAt }: { id: Id; content: Content; expectedUpdatedAt?: string | undefined }) =>
      call<KnowledgeItem>("PUT", `/v1/knowledge/items/${id}${query({ tenant, expectedUpdatedAt })}`, content),
    onSuccess: (item) => keep(client, tenant, item),
  });
}

/** When what is live was last changed from here, in ms; 0 when it was not. */
export function useLiveChanged(tenant: Id): number {
  return useQuery<number>({ queryKey: keys.live(tenant), queryFn: skipToken }).data ?? 0;
}

const rollbackKey = (tenant: Id) => ["knowledge", tenant, "rollback"];

/** When something was last rolled back here, in ms; 0 when nothing was. */
export function useLastRollback(tenant: Id): number {
  const at = useMutationState({ filters: { mutationKey: rollbackKey(tenant), status: "success" }, select: (mutation) => mutation.state.submittedAt });
  return Math.max(0, ...at);
}

/** Archive, restore, override and roll back: one call each, the same tidying after. */
export function useItemActs(tenant: Id) {
  const client = useQueryClient();
  const onSuccess = (item: KnowledgeItem | undefined) => keep(client, tenant, item);
  const reread = (id: Id) => client.invalidateQueries({ queryKey: keys.item(tenant, id) });
  const archive = useMutation({
    mutationFn: (id: Id) => call<undefined>("DELETE", itemPath(tenant, id)),
    onSuccess: (_, id) => Promise.all([reread(id), client.invalidateQueries({ queryKey: keys.lists(tenant) })]),
  });
  const restore = useMutation({ mutationFn: (id: Id) => call<KnowledgeItem>("POST", itemPath(tenant, id, "/restore"), {}), onSuccess });
  const override = useMutation({ mutationFn: (id: Id) => call<KnowledgeItem>("POST", itemPath(tenant, id, "/override"), {}), onSuccess });
  const rollback = useMutation({
    mutationKey: rollbackKey(tenant),
    mutationFn: ({ id, version }: { id: Id; version: number }) =>
      call<KnowledgeItem>("POST", itemPath(tenant, id, "/rollback"), { version }),
    onSuccess: (item) => {
      client.setQueryData(keys.live(tenant), Date.now());
      onSuccess(item);
    },
  });
  return { archive, restore, override, rollback };
}

export function usePublish(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    /** `despite`: although golden questions break, with the reason and those that were seen to. */
    mutationFn: (what: { items?: Id[]; note?: string; despite?: Despite }) =>
      call<{ published: number; version: number }>("POST", `/v1/knowledge:publish${query({ tenant })}`, what),
    onSuccess: () => {
      client.setQueryData(keys.live(tenant), Date.now());
      return client.invalidateQueries({ queryKey: ["knowledge", tenant] });
    },
  });
}

export type Mapping = Record<string, string>;

/** Reads the file on the server; with `dryRun` nothing is stored. */
export function useImport(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, mapping, dryRun }: { file: File; mapping?: Mapping | undefined; dryRun: boolean }) => {
      const form = new FormData();
      form.append("file", file, file.name);
      if (mapping) form.append("mapping", JSON.stringify(mapping));
      return call<ImportReport>("POST", `/v1/knowledge:import${query({ dryRun, tenant })}`, form);
    },
    onSuccess: (_, { dryRun }) => dryRun ? undefined : client.invalidateQueries({ queryKey: ["knowledge", tenant] }),
  });
}

/** Answers that agents called wrong and nobody has dealt with, newest first. */
export function useWrongAnswers(tenant: Id) {
  return useInfiniteQuery({
    queryKey: keys.wrong(tenant),
    queryFn: ({ pageParam, signal }) => call<WrongAnswers>("GET", `/v1/knowledge/wrong-answers${query({ tenant, before: pageParam, limit: 50 })}`, undefined, signal),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}

/** Says that a wrong answer was dealt with, or takes that back. */
export function useHandled(tenant: Id) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ answer, handled }: { answer: WrongAnswer; handled: boolean }) =>
      call<undefined>(handled ? "PUT" : "DELETE", `/v1/knowledge/wrong-answers/${answer.conversation}/${answer.seq}/handled`, handled ? {} : undefined),
    onSettled: () => client.invalidateQueries({ queryKey: keys.wrong(tenant) }),
  });
}

export function exportPath(tenant: Id, format: "csv" | "xlsx"): string {
  return `/v1/knowledge:export${query({ format, tenant })}`;
}

/** Items with some words, to pick one. */
export function useItemSearch(tenant: Id, typed: string) {
  return useQuery({
    queryKey: ["knowledge", tenant, "found", typed],
    enabled: typed.trim() !== "",
    queryFn: ({ signal }) => call<KnowledgePageOf>("GET", `/v1/knowledge/items${query({ tenant, q: typed.trim(), limit: 20 })}`, undefined, signal),
    placeholderData: keepPreviousData,
  });
}

export interface Question {
  question: string;
  locale: Locale;
  order?: string;
  product?: string;
}

/** Why the bot answers with something else than an item; asked again when what is live changes. */
export function useWhyNot(tenant: Id, item: Id | undefined, asked: Question | undefined, answered: number) {
  return useQuery({
    queryKey: ["knowledge", tenant, "why-not", item, asked, answered],
    enabled: item !== undefined && asked !== undefined,
    queryFn: ({ signal }) => call<WhyNot>("POST", `/v1/knowledge/why-not${query({ tenant })}`, { ...asked, order: undefined, item }, signal),
  });
}

export function useAsk(tenant: Id) {
  return useMutation({ mutationFn: (asked: Question) => call<Answered>("POST", `/v1/ask${query({ tenant })}`, asked) });
}
