import type { Board, ConversationRow, Figure, FigureDefinition, FigureRowsOf, Id, Paged } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";

export type FigureRows = Omit<FigureRowsOf, "figure" | "items"> & Paged<ConversationRow> & { figure: Figure };

export const boardKeys = {
  of: (tenant: Id) => ["board", tenant] as const,
  board: (tenant: Id) => ["board", tenant, "now"] as const,
  rows: (tenant: Id, figure: Figure, whole: boolean) => ["board", tenant, "rows", figure, whole] as const,
};

export function useBoard(tenant: Id) {
  return useQuery({
    queryKey: boardKeys.board(tenant),
    queryFn: ({ signal }) => call<Board>("GET", `/v1/board${query({ tenant })}`, undefined, signal),
    // Nudges bring the changes; this only moves what time itself moves, such as the longest wait.
    refetchInterval: 5_000,
    refetchIntervalInBackground: true,
  });
}

/** What each figure counts, in words; these change with a release, not with the day. */
export function useDefinitions() {
  return useQuery({
    queryKey: ["board", "definitions"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call<{ items: FigureDefinition[] }>("GET", "/v1/board/definitions", undefined, signal),
    select: (data) => new Map(data.items.map((item) => [item.key, item.definition])),
  });
}

/** The rows behind a figure, all that the opened drawer has scrolled to; of a share those that count, or the whole. */
export function useFigureRows(tenant: Id, figure: Figure, whole: boolean) {
  return useInfiniteQuery({
    queryKey: boardKeys.rows(tenant, figure, whole),
    queryFn: ({ pageParam, signal }) =>
      call<FigureRows>("GET", `/v1/board/rows${query({ figure, tenant, after: pageParam, limit: 200, ...(whole ? { whole } : {}) })}`, undefined, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
  });
}
