// Mock answers for sign-in, live, the desk and conversations.
import { conversations, counts, id, makeConversation, message, rowOf, world } from "./desk-data.mjs";

const me = { ...world.me };
let signedIn = process.env.MOCK_SIGNED_OUT ? false : true;
const streams = new Set();
let cursor = 0;
const changed = new Map(); // id → cursor of its last change
const presence = { state: "online", assigned: 0, capacity: 8 };

/** @returns {Promise<boolean>} */
export async function desk(request, response, url) {
  for (const [method, pattern, handle] of routes) {
    const match = method === request.method && pattern.exec(url.pathname);
    if (!match) continue;
    if (pattern.source.includes("live$")) return handle(request, response), true;
    const raw = await bytes(request);
    const delay = Number(process.env.MOCK_DELAY ?? 20);
    if (delay) await new Promise((go) => setTimeout(go, delay));
    const [status, body] = handle({ query: url.searchParams, params: match.slice(1), body: () => (raw.length ? JSON.parse(raw.toString()) : {}), raw }) ?? [204];
    response.writeHead(status, { "content-type": status >= 400 ? "application/problem+json" : "application/json" });
    response.end(body === undefined ? undefined : JSON.stringify(body));
    return true;
  }
  return false;
}
desk.nudgeBoard = () => nudge({ board: true });

const bytes = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};
const problem = (status, type, title, extra = {}) => [status, { type: `urn:serviceos:${type}`, title, status, traceId: "4bf92f3577b34da6a3ce929d0e0e4736", ...extra }];
const find = (key) => conversations.get(key);

// Live: at most four nudges a second.
let pending;
function nudge(part) {
  pending ??= { conversations: new Set(), many: false, list: false, board: false, presence: false, timer: setTimeout(flush, 250) };
  for (const one of part.conversations ?? []) pending.conversations.add(one);
  for (const key of ["list", "board", "presence"]) pending[key] ||= part[key] ?? false;
}
function flush() {
  const { timer: _, conversations: set, ...rest } = pending;
  pending = undefined;
  const many = set.size > 50;
  emit("changed", { ...rest, conversations: many ? [] : [...set], many });
}
function emit(event, data) {
  for (const stream of streams) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}
setInterval(() => { for (const stream of streams) stream.write(": ping\n\n"); }, 15_000).unref();
function touch(conversation) {
  changed.delete(conversation.id);
  changed.set(conversation.id, ++cursor);
  nudge({ conversations: [conversation.id], list: true });
}
function say(conversation, speaker, body, extra = {}) {
  const made = message(conversation, speaker, body, new Date().toISOString(), extra);
  if (speaker === "consumer") {
    if (conversation.agent?.id === me.id) conversation.unread++;
    if (conversation.state !== "bot") { conversation.waitingSince ??= made.sentAt; conversation.replyBy ??= new Date(Date.now() + 60_000).toISOString(); }
  }
  if (speaker === "agent") { conversation.waitingSince = conversation.replyBy = undefined; conversation.unread = 0; }
  touch(conversation);
  return made;
}
function take(conversation) {
  conversation.state = "assigned";
  conversation.agent = { id: me.id, name: me.displayName };
  say(conversation, "system", `${me.displayName} joined`, { parts: [{ type: "event", event: "agent-joined", name: me.displayName }] });
  return [200, rowOf(conversation)];
}
const view = { mine: (c) => c.state === "assigned" && c.agent?.id === me.id, queue: (c) => c.state === "queued", bot: (c) => c.state === "bot", all: (c) => c.state !== "closed", closed: (c) => c.state === "closed" };
const breaks = (c) => [c.replyBy ?? "9", c.waitingSince ?? "9", c.id];
const before = (a, b) => { const [x, y] = [breaks(a), breaks(b)]; for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return x[i] < y[i] ? -1 : 1; return 0; };

const routes = [
  ["POST", /^\/v1\/staff-sessions$/, ({ body }) => body().password === "wrong" ? problem(401, "wrong", "Wrong") : ((signedIn = true), [200, me])],
  ["GET", /^\/v1\/staff-sessions\/current$/, () => (signedIn ? [200, me] : problem(401, "signed-out", "Signed out"))],
  ["DELETE", /^\/v1\/staff-sessions\/current$/, () => { signedIn = false; }],
  ["GET", /^\/v1\/live$/, (request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": hello\n\n");
    streams.add(response);
    request.on("close", () => streams.delete(response));
  }],
  ["GET", /^\/v1\/desk\/conversations$/, ({ query }) => {
    const words = query.get("q")?.toLowerCase();
    const all = [...conversations.values()].filter(view[query.get("view") ?? "all"]).filter((c) => !words || (c.consumer.name ?? "").toLowerCase().includes(words) || (c.messages.at(-1)?.body ?? "").toLowerCase().includes(words)).sort(before);
    const start = Number(query.get("after") ?? 0), limit = Number(query.get("limit") ?? 50);
    return [200, { items: all.slice(start, start + limit).map(rowOf), next: start + limit < all.length ? String(start + limit) : null, counts: counts(), cursor: String(cursor) }];
  }],
  ["GET", /^\/v1\/desk\/changes$/, ({ query }) => {
    const after = Number(query.get("after")), limit = Number(query.get("limit") ?? 200);
    const newer = [];
    for (const [key, at] of [...changed].reverse()) { if (at <= after) break; newer.push([key, at]); }
    newer.reverse();
    const part = newer.slice(0, limit);
    return [200, { items: part.map(([key]) => rowOf(find(key))), cursor: String(part.at(-1)?.[1] ?? Math.max(after, 0)), more: newer.length > limit, counts: counts() }];
  }],
  ["GET", /^\/v1\/desk\/conversations\/(\w+)$/, ({ params }) => {
    const c = find(params[0]);
    if (!c) return problem(404, "missing", "Not found");
    return [200, { row: rowOf(c), ...(c.handoff ? { handoff: c.handoff } : {}), orders: c.orders, consumer: { ...c.consumer, locale: c.locale, page: c.page, firstSeenAt: c.firstSeenAt, contacts: c.timeline.length + 1 }, timeline: c.timeline, drafts: c.drafts, viewers: c.viewers }];
  }],
  ["GET", /^\/v1\/conversations\/(\w+)\/messages$/, ({ params, query }) => {
    const all = find(params[0])?.messages;
    if (!all) return problem(404, "missing", "Not found");
    const limit = Number(query.get("limit") ?? 50), after = query.get("after"), until = query.get("before");
    if (until) { const older = all.slice(0, Math.min(Number(until) - 1, all.length)); return [200, { items: older.slice(-limit), next: null }]; }
    const newer = all.slice(Number(after ?? 0));
    return [200, { items: newer.slice(0, limit), next: newer.length > limit ? String(newer[limit - 1].seq) : null }];
  }],
  ["POST", /^\/v1\/conversations\/(\w+)\/messages$/, ({ params, body }) => {
    const c = find(params[0]), sent = body();
    const known = c.keys.get(sent.clientKey);
    if (known) return [200, known];
    if (c.agent?.id !== me.id) return problem(409, "not-yours", "Not yours");
    if (desk.failSends > 0 && desk.failSends--) return problem(503, "busy", "Busy");
    const other = c.messages.findLast((m) => m.speaker === "agent" && m.name !== me.displayName);
    if (other && sent.expectedSeq !== undefined && other.seq > sent.expectedSeq && !sent.force) return problem(409, "colleague-replied", "A colleague replied", { colleague: other.name, seq: other.seq });
    const attachments = (sent.attachments ?? []).map((key) => ({ type: world.files.get(key).type.startsWith("image/") ? "image" : "file", attachment: world.files.get(key) }));
    const made = say(c, "agent", sent.body, { name: me.displayName, ...(attachments.length ? { parts: attachments } : {}) });
    const receipt = { id: id(9e6 + made.seq), seq: made.seq, sentAt: made.sentAt };
    c.keys.set(sent.clientKey, receipt);
    return [200, receipt];
  }],
  ["POST", /^\/v1\/conversations\/(\w+)\/(typing|rating)$/, () => undefined],
  ["POST", /^\/v1\/conversations\/(\w+)\/read$/, ({ params }) => { const c = find(params[0]); if (c.unread) { c.unread = 0; touch(c); } }],
  ["POST", /^\/v1\/attachments$/, ({ raw }) => {
    const head = raw.subarray(0, 600).toString("latin1"), key = id(8e6 + world.files.size);
    const file = { id: key, name: Buffer.from(/filename="([^"]*)"/.exec(head)?.[1] ?? "file", "latin1").toString("utf8"), bytes: raw.length, type: /Content-Type: ([^\r]+)/i.exec(head)?.[1] ?? "image/png", url: `/v1/attachments/${key}?t=mock` };
    world.files.set(key, file);
    return [201, file];
  }],
  ["GET", /^\/v1\/attachments\/(\w+)$/, () => [200, {}]],
  ["GET", /^\/v1\/desk\/conversations\/(\w+)\/notes$/, ({ params }) => [200, { items: find(params[0])?.notes ?? [] }]],
  ["POST", /^\/v1\/desk\/conversations\/(\w+)\/notes$/, ({ params, body }) => {
    const c = find(params[0]), sent = body();
    const note = { id: sent.clientKey, body: sent.body, author: { id: me.id, name: me.displayName }, at: new Date().toISOString(), afterSeq: c.messages.length };
    if (!c.notes.some((one) => one.id === note.id)) c.notes.push(note);
    return [201, note];
  }],
  ["PUT", /^\/v1\/desk\/conversations\/(\w+)\/drafts\/(reply|note)$/, ({ params, body }) => { find(params[0]).drafts[params[1]] = body().body; }],
  ["POST", /^\/v1\/desk\/conversations\/(\w+)\/take$/, ({ params }) => {
    const c = find(params[0]);
    return c.state === "assigned" ? problem(409, "already-taken", "Taken", { by: c.agent.name }) : take(c);
  }],
  ["POST", /^\/v1\/desk\/take-next$/, () => { const c = [...conversations.values()].filter(view.queue).sort(before)[0]; return c ? take(c) : [204]; }],
  ["POST", /^\/v1\/desk\/conversations\/(\w+)\/transfer$/, ({ params, body }) => {
    const c = find(params[0]), to = body(), agent = world.agents.find((one) => one.id === to.toAgent), skill = world.skills.find((one) => one.id === to.toSkill);
    Object.assign(c, to.toBot ? { state: "bot", agent: undefined } : agent ? { agent: { id: agent.id, name: agent.name } } : { state: "queued", agent: undefined, skill });
    say(c, "system", "transferred", { parts: [{ type: "event", event: to.toBot ? "bot-resumed" : "transferred", name: agent?.name ?? skill?.name }] });
    return [200, rowOf(c)];
  }],
  ["POST", /^\/v1\/conversations\/(\w+)\/close$/, ({ params }) => { const c = find(params[0]); c.state = "closed"; c.closedAt = new Date().toISOString(); c.waitingSince = c.replyBy = undefined; say(c, "system", "closed", { parts: [{ type: "event", event: "closed" }] }); return [200, { id: c.id, state: "closed" }]; }],
  ["POST", /^\/v1\/desk\/conversations\/(\w+)\/reopen$/, ({ params }) => { const c = find(params[0]); c.state = "assigned"; c.closedAt = undefined; c.agent = { id: me.id, name: me.displayName }; touch(c); return [200, rowOf(c)]; }],
  ["POST", /^\/v1\/desk\/conversations\/(\w+)\/viewing$/, () => undefined],
  ["GET", /^\/v1\/desk\/presence$/, () => [200, { ...presence, assigned: counts().mine }]],
  ["PUT", /^\/v1\/desk\/presence$/, ({ body }) => { const next = body(); presence.state = next.state; presence.reason = next.reason; return [200, { ...presence, assigned: counts().mine }]; }],
  ["POST", /^\/v1\/desk\/presence\/heartbeat$/, () => [200, { ...presence, assigned: counts().mine }]],
  ["GET", /^\/v1\/desk\/agents$/, () => [200, { items: world.agents }]],
  ["GET", /^\/v1\/desk\/canned-replies$/, () => [200, { items: world.canned }]],
  ["POST", /^\/v1\/desk\/conversations\/(\w+)\/suggestions$/, ({ params }) => [200, { seq: find(params[0]).seq, items: [
    { item: "s1", question: "怎么催发货？", text: "已为您加急，今天 18:00 前发出。", score: 0.7 }, { item: "s2", question: "什么时候到？", text: "一般 2 到 3 天送达。", score: 0.4 },
  ] }]],
  ["GET", /^\/v1\/wrap-up-categories$/, () => [200, { items: world.wrapUps }]],
  ["GET", /^\/v1\/desk\/decisions\/(\w+)\/(\d+)$/, () => [200, world.decision]],
  ["POST", /^\/v1\/desk\/decisions\/(\w+)\/(\d+)\/wrong$/, () => undefined],
  // Commands of the mock itself.
  ["POST", /^\/mock\/storm$/, ({ body }) => { storm(body()); }],
  ["POST", /^\/mock\/fill$/, ({ body }) => { const { count } = body(); for (let n = 0; n < count; n++) makeConversation(100_000 + n); return [200, counts()]; }],
  ["POST", /^\/mock\/say\/(\w+)$/, ({ params, body }) => { const { speaker = "consumer", text, name } = body(); return [200, say(find(params[0]), speaker, text, name ? { name } : {})]; }],
  ["POST", /^\/mock\/fail-sends$/, ({ body }) => { desk.failSends = body().count; }],
  ["POST", /^\/mock\/long\/(\w+)$/, ({ params, body }) => { const c = find(params[0]), { count } = body(); for (let n = 0; n < count; n++) message(c, n % 2 ? "agent" : "consumer", `第 ${n} 条。${"长".repeat((n * 7) % 60)}`, new Date(Date.now() - (count - n) * 60_000).toISOString(), n % 2 ? { name: "Mei" } : {}); touch(c); }],
  ["POST", /^\/mock\/typing\/(\w+)$/, ({ params }) => { emit("typing", { conversation: params[0], speaker: "consumer", name: "王小雨" }); }],
  ["POST", /^\/mock\/viewing\/(\w+)$/, ({ params }) => { emit("viewing", { conversation: params[0], agents: ["Tom"] }); }],
  ["POST", /^\/mock\/drop-live$/, () => { for (const stream of streams) stream.destroy(); }],
];
desk.failSends = 0;

function storm({ count = 10_000, seconds = 60 }) {
  const started = Date.now();
  let made = 0;
  const timer = setInterval(() => {
    const due = Math.min(count, Math.floor(((Date.now() - started) / (seconds * 1000)) * count));
    while (made < due) touch(makeConversation(1_000_000 + cursor + made++));
    if (made >= count) clearInterval(timer);
  }, 50);
}
