import type { Candidate, Locale, Outcome } from "@serviceos/shared/api";
import { share } from "@serviceos/shared/format";
import type { TFunction } from "i18next";

/** What the bot's step was judged by: the same in a conversation and in the test box. */
export interface Judged {
  outcome: Outcome;
  confidence: number;
  answerLine: number;
  choicesLine: number;
  rule?: string | undefined;
  item?: { question: string; version: number } | undefined;
  candidates: readonly Candidate[];
}

/** Why the bot took its step, in one sentence that names the line it reached and the one it missed. */
export function whyText(t: TFunction, judged: Judged, locale: Locale): string {
  const { confidence, answerLine, choicesLine, item, candidates } = judged;
  return t(`why.${reasonOf(judged)}`, {
    question: item?.question ?? candidates[0]?.question ?? "", version: item?.version ?? 0,
    confidence: share(confidence, locale), answer: share(answerLine, locale), choices: share(choicesLine, locale),
  });
}

/** Whether how sure the bot was decided anything; where a rule did, a percentage would only mislead. */
export function isBySureness(judged: Judged): boolean {
  return !["tapped", "skillTapped", "asked", "angry", "greeting", "smallTalk", "product", "catalogue", "request", "requested"].includes(reasonOf(judged));
}

/** The candidates as they are shown everywhere: by how sure the bot was of each, surest first. */
export function bySureness(candidates: readonly Candidate[]): Candidate[] {
  return candidates.toSorted((a, b) => b.score - a.score);
}

function reasonOf({ outcome, rule, confidence, choicesLine }: Judged): string {
  switch (outcome) {
    case "answer": return rule === "tapped" ? "tapped" : rule === "stands-alone" ? "standsAlone" : rule === "drafted" ? rule : "answer";
    case "skill": return rule === "tapped" ? "skillTapped" : rule === "stands-alone" ? "skillStandsAlone" : skillReason(rule);
    case "greeting": return rule && rule !== "greeting" ? "smallTalk" : "greeting";
    case "handover": return rule === "asked-for-person" ? "asked" : rule === "angry" ? "angry" : rule === "request" ? "request" : "misses";
    case "out-of-scope": return confidence >= choicesLine ? "notOffered" : "outOfScope";
    default: return outcome;
  }
}

/** Which words a wish was heard by; the skills that a score decided on have no rule. */
function skillReason(rule: string | undefined): string {
  if (rule === "price-of-product" || rule === "stock-of-product") return "product";
  if (rule === "attribute-of-product" || rule === "size-of-product" || rule === "campaigns") return "catalogue";
  return rule ? "requested" : "skill";
}
