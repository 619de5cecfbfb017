import { expect, test } from "vitest";
import { Problem, retryAfter, type Http } from "./http";
import { identityOf, Session } from "./session";
import { FakeStorage, tab } from "./test-vault";
import { openVault } from "./vault";

/** Hands out t1, t2, … and forgets tokens when told; the visitor stays the same when an old token comes along. */
class FakeVisitors {
  asked: { path: string; token: string | null; body: unknown }[] = [];
  valid = new Set<string>();
  refuseMemberTokens = false;
  private made = 0;

  readonly http: Http = async (_method, path, ask = {}) => {
    this.asked.push({ path, token: ask.token ?? null, body: ask.body });
    if (path === "/v1/visitor-sessions") {
      if (this.refuseMemberTokens && (ask.body as { memberToken?: string }).memberToken) throw new Problem(401, "", "", null);
      const token = `t${++this.made}`;
      this.valid.add(token);
      return Response.json({ token, consumerId: "c", expiresAt: "", verified: "memberToken" in (ask.body as object) });
    }
    if (!ask.token || !this.valid.has(ask.token)) throw new Problem(401, "", "", null);
    return Response.json({ ok: true });
  };

  get sessions() {
    return this.asked.filter((one) => one.path === "/v1/visitor-sessions");
  }
}

const open = (server: FakeVisitors, storage: FakeStorage, memberToken = "") =>
  new Session(server.http, tab(storage), "shop", () => memberToken, () => "en");

const get = async (session: Session) => (await session.ask("GET", "/v1/x")).json();

test("A session is made when first needed and shared by all tabs and later visits", async () => {
  const server = new FakeVisitors();
  const storage = new FakeStorage();
  expect(open(server, storage).known).toBe(false);
  await get(open(server, storage));
  await get(open(server, storage));
  expect(server.sessions).toHaveLength(1);
});

test("A token that ran out is renewed with the old one, and the call goes through", async () => {
  const server = new FakeVisitors();
  const session = open(server, new FakeStorage());
  await get(session);
  server.valid.clear();
  expect(await get(session)).toEqual({ ok: true });
  expect(server.sessions.at(-1)?.token).toBe("t1");
});

test("A tab that comes late takes the token another tab has renewed", async () => {
  const server = new FakeVisitors();
  const storage = new FakeStorage();
  const [one, two] = [open(server, storage), open(server, storage)];
  await get(one);
  server.valid.clear();
  await Promise.all([get(one), get(two)]);
  await get(two);
  expect(server.sessions.length).toBeLessThanOrEqual(3);
  server.asked = [];
  await get(one);
  expect(server.sessions).toHaveLength(0);
});

test("A member token that is refused does not leave the shopper without help, and a new one is taken", async () => {
  const server = new FakeVisitors();
  const storage = new FakeStorage();
  server.refuseMemberTokens = true;
  const session = open(server, storage, "spent");
  expect(await get(session)).toEqual({ ok: true });
  await get(session);
  expect(server.sessions).toHaveLength(2);
  expect(server.sessions.at(-1)?.body).toEqual({ merchant: "shop", locale: "en" });

  server.refuseMemberTokens = false;
  await get(open(server, storage, "fresh"));
  expect(server.sessions.at(-1)?.body).toMatchObject({ memberToken: "fresh" });
});

test("Who signs in while it talks proves that the conversation was its own, once, and takes it along", async () => {
  const server = new FakeVisitors();
  const storage = new FakeStorage();
  await get(open(server, storage));
  const guest = tab(storage);
  const member = openVault("shop:m1", storage);
  guest.write("conversation", { id: "c1" });
  const session = new Session(server.http, member, "shop", () => "vouched", () => "en", guest);

  await session.carryOver();

  expect(server.sessions.at(-1)).toMatchObject({ token: "t1", body: { memberToken: "vouched" } });
  expect(member.read("conversation")).toEqual({ id: "c1" });
  expect([guest.read("conversation"), guest.read("session")]).toEqual([null, null]);
  await session.carryOver();
  expect(server.sessions).toHaveLength(2);
});

test("A member who has a session already takes along what it said as a visitor meanwhile", async () => {
  const server = new FakeVisitors();
  const storage = new FakeStorage();
  const guest = tab(storage);
  const session = new Session(server.http, openVault("shop:m1", storage), "shop", () => "vouched", () => "en", guest);
  await get(session);
  await get(open(server, storage));
  guest.write("conversation", { id: "c2" });

  await session.carryOver();

  expect(server.sessions.at(-1)).toMatchObject({ token: "t2", body: { memberToken: "vouched" } });
});

test("A visitor whose member token is refused keeps its conversation", async () => {
  const server = new FakeVisitors();
  const storage = new FakeStorage();
  await get(open(server, storage));
  const guest = tab(storage);
  guest.write("conversation", { id: "c1" });
  server.refuseMemberTokens = true;
  const session = new Session(server.http, openVault("shop:m1", storage), "shop", () => "spent", () => "en", guest);

  await session.carryOver();
  await session.carryOver();

  expect(guest.read("conversation")).toEqual({ id: "c1" });
  expect(server.sessions).toHaveLength(3);
});

test("People on one browser are kept apart; a member stays one through new tokens", () => {
  const token = (sub: string, at: number) => `h.${btoa(JSON.stringify({ sub, at }))}.s`;
  expect(identityOf("")).toBe("guest");
  expect(identityOf(token("ana", 1))).toBe(identityOf(token("ana", 2)));
  expect(identityOf(token("ana", 1))).not.toBe(identityOf(token("wang", 1)));
});

test("Retry-After is read as seconds or as a date, and never for ever", () => {
  expect(retryAfter("12")).toBe(12);
  expect(retryAfter("Sat, 21 Nov 2026 12:00:30 GMT", Date.parse("2026-11-21T12:00:00Z"))).toBe(30);
  expect(retryAfter("999999")).toBe(600);
  expect(retryAfter("soon")).toBeNull();
  expect(retryAfter(null)).toBeNull();
});
