import type { Id } from "@serviceos/shared/api";
import { call, callOnLeave } from "@serviceos/shared/http";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../ui/ErrorBox";
import { useToasts } from "../../../ui/UndoToast";
import { keys } from "../keys";

const undoMs = 10_000;
const none: ReadonlySet<number> = new Set();

/** The bot's messages marked as wrong here. The mark is sent when the time to undo it has passed, or on leaving. */
export function useWrong(id: Id): { wrong: ReadonlySet<number>; mark: (seq: number) => void } {
  const client = useQueryClient();
  const { t } = useTranslation();
  const { offerUndo, tell } = useToasts();
  const failed = useErrorText(undefined);
  const { data: wrong = none } = useQuery<ReadonlySet<number>>({ queryKey: keys.wrong(id), queryFn: skipToken, structuralSharing: false, gcTime: Infinity });

  const mark = useCallback((seq: number) => {
    const before = client.getQueryData<ReadonlySet<number>>(keys.wrong(id)) ?? none;
    if (before.has(seq)) return;
    const set = (marked: boolean) => client.setQueryData<ReadonlySet<number>>(keys.wrong(id), (now) =>
      new Set(marked ? [...(now ?? none), seq] : [...(now ?? none)].filter((each) => each !== seq)));
    const path = `/v1/desk/decisions/${id}/${seq}/wrong`;
    const stop = () => {
      clearTimeout(timer);
      window.removeEventListener("pagehide", leave);
    };
    const leave = () => callOnLeave("POST", path, {});
    const timer = setTimeout(() => {
      stop();
      call<undefined>("POST", path, {})
        .then(() => client.invalidateQueries({ queryKey: keys.decision(id, seq) }))
        .catch(() => {
          set(false);
          tell(failed, "error");
        });
    }, undoMs);
    window.addEventListener("pagehide", leave);
    set(true);
    offerUndo(t("conversations.why.wrongDone"), () => {
      stop();
      set(false);
    });
  }, [client, id, offerUndo, tell, failed, t]);
  return { wrong, mark };
}
