/** Pasted similar questions: one a line, as they come from a sheet, a chat log or a numbered list. */

export const similarMax = 100;

const numbering = /^\s*(?:[-*•·]|\(?\d{1,3}[.)、．）]|[①-⑳])\s*/u;

export function splitPasted(text: string): string[] {
  return text.split(/[\r\n\t]+/).map((line) => line.replace(numbering, "").trim()).filter((line) => line !== "");
}

/** Two phrasings that the matcher would read alike count as one. */
function sameness(question: string): string {
  return question.normalize("NFKC").toLowerCase().replace(/[\s\p{P}]+/gu, "");
}

/** The chips after adding: no doubles, nothing equal to the question itself; says how many were dropped. */
export function addSimilar(question: string, present: readonly string[], added: readonly string[]) {
  const seen = new Set([question, ...present].map(sameness));
  const fresh: string[] = [];
  for (const one of added) {
    const key = sameness(one);
    if (key === "" || seen.has(key) || present.length + fresh.length >= similarMax) continue;
    seen.add(key);
    fresh.push(one);
  }
  return { similar: [...present, ...fresh], added: fresh.length, dropped: added.length - fresh.length };
}
