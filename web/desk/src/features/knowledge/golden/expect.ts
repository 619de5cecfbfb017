import type { Answered, NewGolden, ReplaySide } from "@serviceos/shared/api";
import type { Question } from "../api";

const isId = (text: string) => /^[0-9a-f]{32}$/.test(text);
type Expectation = Pick<NewGolden, "expects" | "item" | "skill">;

/** What would be agreed on if this outcome is right; undefined when asking back is no outcome to agree on. */
export function expectationOf(side: ReplaySide): Expectation | undefined {
  if (side.outcome === "answer" && side.item) return { expects: "item", item: side.item };
  if ((side.outcome === "skill" || side.outcome === "greeting") && side.what) return { expects: "skill", skill: side.what };
  if (side.outcome === "handover" || side.outcome === "out-of-scope") return { expects: side.outcome };
  return undefined;
}

/** The same of an answer in the test box. */
export function goldenOf(asked: Question, answered: Answered): NewGolden | undefined {
  const first = answered.why.candidates[0]?.item;
  const what = first !== undefined && !isId(first) ? { what: first } : {};
  const expected = expectationOf({ outcome: answered.outcome, ...(answered.item ? { item: answered.item.id } : {}), ...what, choices: [], score: answered.confidence });
  return expected && { question: asked.question, locale: asked.locale, ...(asked.product ? { product: asked.product } : {}), ...expected };
}
