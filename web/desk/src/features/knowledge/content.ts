import type { Content, KnowledgeItem, Locale } from "@serviceos/shared/api";

/** What an answer may fill in by itself, with a sample for the preview. */
export const variables = ["order.number", "order.state", "consumer.name", "merchant.name", "campaign.end"] as const;
export type Variable = (typeof variables)[number];

export const answerMax = 4000;
export const questionMax = 200;

export function emptyContent(language: Locale): Content {
  return { question: "", similar: [], answer: { text: "", links: [], images: [], buttons: [] }, language, products: [] };
}

/** The words being worked on: the draft where there is one, else what is live. */
export function contentOf(item: KnowledgeItem): Content | undefined {
  return item.draft ?? item.published?.content;
}

/** Whether two versions say the same in every field. */
export function isSame(one: Content, other: Content): boolean {
  const said = ({ question, similar, answer, language, products, category, validFrom, validTo }: Content) => JSON.stringify([
    question, similar, answer.text, answer.buttons.map(({ label, value }) => [label, value]), answer.links.map(({ label, url }) => [label, url]), answer.images,
    language, products, category ?? "", validFrom ?? "", validTo ?? "",
  ]);
  return said(one) === said(other);
}

/** Whether the server would keep it: a draft needs a question and an answer. */
export function isSavable(content: Content): boolean {
  return content.question.trim() !== "" && content.answer.text.trim() !== "";
}

/** Without what the server would refuse: blank buttons and links that someone has only begun. */
export function sendable(content: Content): Content {
  const { answer, category, validFrom, validTo, ...rest } = content;
  const text = (value: string | null | undefined) => (value ?? "").trim() !== "";
  return {
    ...rest,
    question: content.question.trim(),
    answer: {
      text: answer.text,
      links: answer.links.filter((link) => text(link.label) && isWebAddress(link.url)),
      images: answer.images.filter(isWebAddress),
      buttons: answer.buttons.filter((button) => text(button.label)).map((button) => ({ ...button, value: button.value.trim() || button.label })),
    },
    ...(text(category) && category ? { category: category.trim() } : {}),
    ...(validFrom ? { validFrom } : {}),
    ...(validTo ? { validTo } : {}),
  };
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+\.\S+/.test(text.trim()) || text.startsWith("/v1/attachments/");
}

/** Variables that no one fills in: a consumer would read the braces. */
export function unknownVariables(text: string): string[] {
  const used = [...text.matchAll(/\{\{\s*([^}]*?)\s*\}\}/g)].map((match) => match[1] ?? "");
  return [...new Set(used.filter((name) => !variables.some((known) => known === name)))];
}

/** The answer as a consumer would read it, with samples in place of variables. */
export function filled(text: string, samples: Record<Variable, string>): string {
  return text.replace(/\{\{\s*([^}]*?)\s*\}\}/g, (whole, name: string) =>
    variables.some((known) => known === name) ? samples[name as Variable] : whole);
}
