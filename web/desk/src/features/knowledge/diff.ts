/** What changed between two texts, in pieces small enough to see: words, and single characters of Chinese. */

export type Piece = { kind: "same" | "removed" | "added"; text: string };

const tokens = /\p{Script=Han}|[\p{L}\p{N}_]+|\s+|[^\s]/gu;

/** Beyond this many comparisons the middle is shown as replaced in one piece; a person could not follow it anyway. */
const comparisonsMax = 4_000_000;

export function diffText(before: string, after: string): Piece[] {
  return readable(diffList(before.match(tokens) ?? [], after.match(tokens) ?? []));
}

/** The same for lists (similar questions, buttons): one piece per entry. */
export function diffList(before: readonly string[], after: readonly string[]): Piece[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head && tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  ) tail++;

  return [
    ...before.slice(0, head).map(piece("same")),
    ...middle(before.slice(head, before.length - tail), after.slice(head, after.length - tail)),
    ...before.slice(before.length - tail).map(piece("same")),
  ];
}

const piece = (kind: Piece["kind"]) => (text: string): Piece => ({ kind, text });

/** Longest common subsequence; removed comes before added so that a replacement reads left to right. */
function middle(before: readonly string[], after: readonly string[]): Piece[] {
  if (before.length * after.length > comparisonsMax || before.length === 0 || after.length === 0)
    return [...before.map(piece("removed")), ...after.map(piece("added"))];

  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));

  const pieces: Piece[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    const old = before[i];
    const fresh = after[j];
    if (old !== undefined && old === fresh) {
      pieces.push({ kind: "same", text: old });
      i++;
      j++;
    } else if (old !== undefined && (fresh === undefined || at(i + 1, j) >= at(i, j + 1))) {
      pieces.push({ kind: "removed", text: old });
      i++;
    } else if (fresh !== undefined) {
      pieces.push({ kind: "added", text: fresh });
      j++;
    }
  }
  return pieces;
}

/** Neighbours joined: what was removed first, then what took its place; a lone space between two changes belongs to both. */
function readable(pieces: readonly Piece[]): Piece[] {
  const result: Piece[] = [];
  const push = (kind: Piece["kind"], text: string) => {
    const last = result.at(-1);
    if (text !== "" && last?.kind === kind) last.text += text;
    else if (text !== "") result.push({ kind, text });
  };
  let removed = "";
  let added = "";
  pieces.forEach(({ kind, text }, at) => {
    const next = pieces[at + 1];
    const bridge = kind === "same" && text.trim() === "" && removed !== "" && added !== "" && next !== undefined && next.kind !== "same";
    if (kind === "removed" || bridge) removed += text;
    if (kind === "added" || bridge) added += text;
    if (kind !== "same" || bridge) return;
    push("removed", removed);
    push("added", added);
    removed = added = "";
    push("same", text);
  });
  push("removed", removed);
  push("added", added);
  return result;
}
