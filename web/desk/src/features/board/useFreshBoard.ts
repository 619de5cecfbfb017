import type { Id } from "@serviceos/shared/api";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useRef } from "react";
import { useLive, useLiveEvent } from "../../ui/live";
import { boardKeys, useBoard } from "./api";

/**
 * The board, reread on every nudge. A nudge that comes while a read is under way starts one more after it,
 * never a second beside it: a busy hour must not make the figures older.
 */
export function useFreshBoard(tenant: Id) {
  const client = useQueryClient();
  const live = useLive();
  const reading = useRef(false);
  const again = useRef(false);

  const read = useCallback(async () => {
    again.current = true;
    if (reading.current) return;
    reading.current = true;
    while (again.current) {
      again.current = false;
      await client.refetchQueries({ queryKey: boardKeys.of(tenant), type: "active" });
    }
    reading.current = false;
  }, [client, tenant]);

  useLiveEvent("changed", (event) => {
    if (event.board) void read();
  });
  useLiveEvent("catchUp", () => void read().then(() => live.caughtUp()));
  return useBoard(tenant);
}
