import type { Candidate, Locale } from "@serviceos/shared/api";
import i18next from "i18next";
import { expect, test } from "vitest";
import { textsOf } from "../i18n";
import { bySureness, isBySureness, whyText, type Judged } from "./why";

const candidate: Candidate = { item: "1", question: "Q", score: 0.28, confidence: 0.5, similarity: 0.2 };
const judged: Judged = { outcome: "choices", confidence: 0.28, answerLine: 0.6, choicesLine: 0.2, candidates: [candidate] };

async function say(part: Partial<Judged>, locale: Locale): Promise<string> {
  const t = await i18next.createInstance().init({ lng: locale, resources: { [locale]: { translation: await textsOf(locale) } }, interpolation: { escapeValue: false } });
  return whyText(t, { ...judged, ...part }, locale);
}

test("the line that was reached and the one that was missed each have their own number", async () => {
  expect(await say({}, "zh-CN")).toBe("最像“Q”：把握 28%，到了 20% 的选项线，没到 60% 的回答线，所以请消费者自己选。");
  expect(await say({ outcome: "out-of-scope", confidence: 0.12 }, "zh-CN")).toContain("没到 20% 的选项线");
  expect(await say({ outcome: "handover", rule: "did-not-know" }, "zh-CN")).toContain("没到 60% 的回答线");
  expect(await say({}, "en")).toBe("Closest is “Q”: 28% sure reaches the 20% needed to give choices, not the 60% needed to answer. So the consumer is asked to choose.");
});

test("no sentence speaks of a line where none decided", async () => {
  for (const rule of ["asked-for-person", "angry"]) expect(await say({ outcome: "handover", rule }, "en")).not.toContain("%");
  expect(await say({ outcome: "answer", rule: "tapped", item: { question: "Q", version: 2 } }, "en")).not.toContain("%");
});

test("an answer just under its line says what let it through, and small talk or a price needs no line", async () => {
  const item = { question: "Q", version: 2 };
  expect(await say({ outcome: "answer", rule: "stands-alone", confidence: 0.55, item }, "en")).toBe("55% sure is close under the 60% needed to answer, and nothing else comes near: “Q” (version 2) answers.");
  expect(await say({ outcome: "skill", rule: "stands-alone", confidence: 0.55 }, "zh-CN")).toContain("由订单技能处理");
  for (const rule of ["acknowledged", "paid", "who-are-you"]) expect(await say({ outcome: "greeting", rule }, "en")).toBe("Small talk; no knowledge was needed.");
  for (const rule of ["price-of-product", "stock-of-product"]) expect(await say({ outcome: "skill", rule }, "en")).not.toContain("%");
});

test("where a rule decided, no percentage is shown; elsewhere the surest comes first", () => {
  expect(isBySureness(judged)).toBe(true);
  expect(isBySureness({ ...judged, outcome: "handover", rule: "did-not-know" })).toBe(true);
  expect(isBySureness({ ...judged, outcome: "handover", rule: "asked-for-person" })).toBe(false);
  const of = (item: string, score: number, similarity: number) => ({ ...candidate, item, score, similarity });
  expect(bySureness([of("1", 0.2, 0.9), of("2", 0.7, 0.1), of("3", 0.4, 0.5)]).map((one) => one.item)).toEqual(["2", "3", "1"]);
});
