import type { Id } from "@serviceos/shared/api";
import { call } from "@serviceos/shared/http";
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useErrorText } from "../../../ui/ErrorBox";
import { useToasts } from "../../../ui/UndoToast";
import { keys } from "../keys";

const none: ReadonlySet<number> = new Set();

/** The bot's messages marked as wrong here; a mark can be taken back, at once or later. */
export function useWrong(id: Id): { wrong: ReadonlySet<number>; mark: (seq: number) => void; takeBack: (seq: number) => void } {
  const client = useQueryClient();
  const { t } = useTranslation();
  const { offerUndo, tell } = useToasts();
  const failed = useErrorText(undefined);
  const { data: wrong = none } = useQuery<ReadonlySet<number>>({ queryKey: keys.wrong(id), queryFn: skipToken, structuralSharing: false, gcTime: Infinity });

  const put = useCallback(async (seq: number, marked: boolean) => {
    const set = (is: boolean) => client.setQueryData<ReadonlySet<number>>(keys.wrong(id), (now) =>
      new Set(is ? [...(now ?? none), seq] : [...(now ?? none)].filter((each) => each !== seq)));
    set(marked);
    try {
      await call<undefined>(marked ? "POST" : "DELETE", `/v1/desk/decisions/${id}/${seq}/wrong`, marked ? {} : undefined);
    } catch {
      set(!marked);
      tell(failed, "error");
    }
    await client.invalidateQueries({ queryKey: keys.decision(id, seq) });
  }, [client, id, tell, failed]);

  const takeBack = useCallback((seq: number) => void put(seq, false), [put]);
  const mark = useCallback((seq: number) => {
    if (client.getQueryData<ReadonlySet<number>>(keys.wrong(id))?.has(seq)) return;
    void put(seq, true);
    offerUndo(t("conversations.why.wrongDone"), () => takeBack(seq));
  }, [client, id, offerUndo, put, takeBack, t]);
  return { wrong, mark, takeBack };
}
