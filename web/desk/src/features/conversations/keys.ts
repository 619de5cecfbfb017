import type { Id } from "@serviceos/shared/api";

export const keys = {
  desk: ["desk", "rows"] as const,
  search: (words: string) => ["desk", "search", words] as const,
  detail: (id: Id) => ["desk", "detail", id] as const,
  thread: (id: Id) => ["desk", "thread", id] as const,
  notes: (id: Id) => ["desk", "notes", id] as const,
  outbox: (id: Id) => ["desk", "outbox", id] as const,
  suggestions: (id: Id, lastSeq: number) => ["desk", "suggestions", id, lastSeq] as const,
  drafted: (id: Id, lastSeq: number) => ["desk", "drafted", id, lastSeq] as const,
  summary: (id: Id) => ["desk", "summary", id] as const,
  uploads: (id: Id) => ["desk", "uploads", id] as const,
  viewers: (id: Id) => ["desk", "viewers", id] as const,
  typing: (id: Id) => ["desk", "typing", id] as const,
  wrong: (id: Id) => ["desk", "wrong", id] as const,
  decision: (id: Id, seq: number) => ["desk", "decision", id, seq] as const,
  presence: ["desk", "presence"] as const,
  agents: ["desk", "agents"] as const,
  skills: ["desk", "skills"] as const,
  canned: ["desk", "canned"] as const,
  wrapUps: ["desk", "wrap-ups"] as const,
};
