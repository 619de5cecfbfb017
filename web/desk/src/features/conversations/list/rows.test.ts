import type { ConversationRow } from "@serviceos/shared/api";
import { expect, test } from "vitest";
import { addPage, applyChanges, emptyDesk, slaOf, type Desk } from "./rows";

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000).toISOString();

function row(id: string, part: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id, merchant: { id: "m", name: "Lamp shop" }, channel: "web", state: "queued", consumer: { id: `c${id}`, verified: true },
    seq: 1, unread: 0, locale: "en", openedAt: at(0), ...part,
  };
}

function desk(): Desk {
  const made = emptyDesk("mei");
  for (const view of ["mine", "queue", "all"] as const) made.loaded[view] = "all";
  return made;
}

const ids = (made: Desk, view: "mine" | "queue" | "all") => made.views[view].map((entry) => entry.row.id);

test("the one about to break comes first, then the one who waits longest, then the newest", () => {
  const made = desk();
  applyChanges(made, [
    row("later", { replyBy: at(90), waitingSince: at(0) }),
    row("idle-old", { openedAt: at(1) }),
    row("sooner", { replyBy: at(30), waitingSince: at(5) }),
    row("waits", { waitingSince: at(3) }),
    row("idle-new", { openedAt: at(2) }),
  ]);
  expect(ids(made, "queue")).toEqual(["sooner", "later", "waits", "idle-new", "idle-old"]);
});

test("a taken conversation leaves the queue and stands in mine, once", () => {
  const made = desk();
  applyChanges(made, [row("a", { replyBy: at(30) }), row("b", { replyBy: at(40) })]);
  const news = applyChanges(made, [row("a", { state: "assigned", agent: { id: "mei", name: "Mei" }, replyBy: at(50), unread: 2 })]);
  expect(ids(made, "queue")).toEqual(["b"]);
  expect(ids(made, "mine")).toEqual(["a"]);
  expect(ids(made, "all")).toEqual(["b", "a"]);
  expect(made.unread).toBe(2);
  expect(news).toEqual({ queued: 0, unread: 2, moved: ["a"] });
});

test("a snapshot page that was asked for before a change doesn't undo it", () => {
  const made = desk();
  const asked = made.stamp;
  applyChanges(made, [row("a", { state: "closed", closedAt: at(9) }), row("b", { seq: 7 })]);
  made.loaded.queue = "loading";
  applyChanges(made, [row("a", { state: "closed", closedAt: at(9) })]);
  addPage(made, [row("a"), row("b", { seq: 3 }), row("c")], asked);
  expect(ids(made, "queue")).toEqual(["b", "c"]);
  expect(made.entries.get("b")?.row.seq).toBe(7);
});

test("ten thousand changes in any order keep every view sorted and free of doubles", () => {
  const made = desk();
  let seed = 7;
  const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 50; round++) {
    applyChanges(made, Array.from({ length: 200 }, () => row(`r${random(3_000)}`, {
      state: (["queued", "assigned", "closed", "bot"] as const)[random(4)] ?? "bot",
      agent: { id: random(2) ? "mei" : "tom", name: "" },
      unread: random(5),
      ...(random(3) ? { replyBy: at(random(10_000)) } : {}),
    })));
  }
  for (const view of ["mine", "queue", "all"] as const) {
    const list = made.views[view];
    const expected = [...made.entries.values()].filter((entry) => list.includes(entry)).length;
    expect(new Set(list.map((entry) => entry.row.id)).size).toBe(list.length);
    expect(expected).toBe(list.length);
    list.forEach((entry, index) => expect(entry.due).toBeGreaterThanOrEqual(list[index - 1]?.due ?? 0));
  }
  expect(made.unread).toBe(made.views.mine.reduce((sum, entry) => sum + entry.row.unread, 0));
});

test("the wait turns amber in its last quarter and red when the standard is broken", () => {
  const waiting = row("a", { waitingSince: at(0), replyBy: at(100) });
  const now = (seconds: number) => Date.parse(at(seconds));
  expect(slaOf(waiting, now(50))).toBe("calm");
  expect(slaOf(waiting, now(76))).toBe("soon");
  expect(slaOf(waiting, now(100))).toBe("late");
  expect(slaOf(row("b"), now(100))).toBe("none");
});
