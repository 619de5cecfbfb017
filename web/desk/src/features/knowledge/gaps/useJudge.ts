import type { Gap, NewGapVerdict } from "@serviceos/shared/api";
import { newId } from "@serviceos/shared/http";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useToasts } from "../../../ui/UndoToast";
import { useAddress } from "../address";
import { emptyContent } from "../content";
import { keepUnfinished, readUnfinished } from "../unfinished";
import { useVerdicts } from "./api";

/** What is decided about a gap, with the questions that were chosen. */
export type Judgement =
  | { kind: "ignore" }
  | { kind: "new"; questions: string[] }
  | { kind: "similar"; questions: string[]; item: string; question: string };

/** Keeps a verdict and says so; the last one can be taken back. */
export function useJudge(tenant: string, days: number) {
  const { t } = useTranslation();
  const { tell, offerUndo } = useToasts();
  const { go } = useAddress();
  const { judge, takeBack } = useVerdicts(tenant, days);
  const last = useRef<string[]>([]);

  const undo = (id = last.current.at(-1)) => {
    if (!id || !last.current.includes(id)) return false;
    last.current = last.current.filter((one) => one !== id);
    takeBack.mutate(id, { onSuccess: () => tell(t("knowledge.gaps.done.undone")), onError: () => tell(t("knowledge.gaps.failed"), "error") });
    return true;
  };

  const keep = (gap: Gap, verdict: Pick<NewGapVerdict, "verdict" | "item" | "similar">, then: (id: string, added: number) => void) => judge.mutate(
    { gap, verdict: { ...verdict, key: gap.key, keys: gap.questions.map((one) => one.key), volume: gap.volume, days } },
    {
      onSuccess: (kept) => {
        last.current = [...last.current, kept.id];
        then(kept.id, kept.added.length);
      },
    });

  const write = (gap: Gap, questions: string[]) => {
    if (readUnfinished(tenant, true)) return tell(t("knowledge.gaps.unfinished"), "error");
    const id = newId();
    const [question = gap.title, ...similar] = [gap.title, ...questions.filter((one) => one !== gap.title)];
    keep(gap, { verdict: "new", item: id }, () => {
      keepUnfinished(tenant, true, { id, content: { ...emptyContent(gap.language), question, similar } });
      go({ gaps: undefined, item: id, new: "1", tab: undefined });
    });
  };

  const run = (gap: Gap, judgement: Judgement) => {
    if (judge.isPending) return;
    if (judgement.kind === "new") return write(gap, judgement.questions);
    if (judgement.kind === "ignore")
      return keep(gap, { verdict: "ignore" }, (id) => offerUndo(t("knowledge.gaps.done.ignore", { title: gap.title }), () => undo(id)));
    const { item, question, questions } = judgement;
    return keep(gap, { verdict: "similar", item, similar: questions }, (id, added) =>
      offerUndo(t("knowledge.gaps.done.similar", { count: added, question }), () => undo(id)));
  };
  return { judge: run, undo, isBusy: judge.isPending, error: judge.error };
}
