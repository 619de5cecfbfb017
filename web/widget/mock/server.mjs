/**
 * A stand-in for the server that speaks the consumer's part of the HTTP contract from memory, to look at the widget and to break
 * its connection on purpose. `node mock/server.mjs [port]`, then open http://127.0.0.1:PORT/shop/tea-hill.
 *
 * POST /mock/faults {dropSends, failSends, delayMs, busySends, failAll, failUploads, cut, buffer, expire}  (numbers count down)
 * POST /mock/agent {do: "join"|"say"|"typing"|"close"|"read"|"queue", text?, name?, position?, seconds?, parts?, conversation?}
 * GET  /mock/state
 */
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { answer, merchants, orders, shop } from "./world.mjs";

const root = fileURLToPath(new URL("../../../src/ServiceOS/wwwroot", import.meta.url));
const types = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml" };
const id = () => randomBytes(16).toString("hex");
const now = () => new Date().toISOString();
const faults = {};
const sessions = new Map();
const conversations = new Map();
const attachments = new Map();
const counts = { sends: 0, repeats: 0, sessions: 0, streams: 0 };

const take = (name) => (faults[name] > 0 ? faults[name]-- : 0);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

class Refusal extends Error {
  constructor(status, type, detail, retryAfter) {
    super(detail);
    Object.assign(this, { status, type, retryAfter });
  }
}

function speak(conversation, message) {
  const stored = { seq: conversation.messages.length + 1, sentAt: now(), ...message };
  conversation.messages.push(stored);
  tell(conversation, "message", { seq: stored.seq });
  return stored;
}

function tell(conversation, event, data) {
  for (const stream of conversation.streams) if (!faults.buffer) stream.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

function status(conversation) {
  const { id, state, agent, queue, readByConsumer, readByAgent } = conversation;
  const suggestions = conversation.order
    ? ["我的订单到哪里了？", "什么时候能送到？", "我想退货", "能修改地址吗？", "怎么开发票？"]
    : ["我的订单到哪里了？", "什么时候发货？", "我想退货"];
  return { id, state, seq: conversation.messages.length, agent, queue, readByConsumer, readByAgent, suggestions: conversation.messages.length === 0 ? suggestions : [] };
}

function consumerOf(request) {
  const token = (request.headers.authorization ?? "").replace("Bearer ", "");
  const session = sessions.get(token);
  if (!session || session.expired) throw new Refusal(401, "urn:serviceos:unauthenticated", "The session has run out");
  return session;
}

function owned(session, conversationId) {
  const conversation = conversations.get(conversationId);
  if (!conversation || conversation.consumer !== session.consumer) throw new Refusal(404, "urn:serviceos:not-found", "No such conversation");
  return conversation;
}

const current = (session) => [...conversations.values()].find((one) => one.consumer === session.consumer && one.state !== "closed");

function handOver(conversation) {
  if (conversation.state !== "bot") return;
  conversation.state = "queued";
  conversation.queue = { position: 3, estimateSeconds: 140, onDuty: true };
  speak(conversation, { speaker: "system", body: "已转人工", parts: [{ type: "event", event: "handed-over" }, { type: "handoff", position: 3, estimateSeconds: 140 }] });
  tell(conversation, "status", {});
}

function close(conversation) {
  if (conversation.state === "closed") return;
  conversation.state = "closed";
  speak(conversation, { speaker: "system", body: "会话已结束", parts: [{ type: "event", event: "closed" }] });
  tell(conversation, "status", {});
}

async function send(conversation, body, request) {
  if (take("busySends")) throw new Refusal(503, "urn:serviceos:busy", "Busy", 2);
  if (take("failSends")) throw new Refusal(500, "urn:serviceos:broken", "Broken");
  const known = conversation.keys.get(body.clientKey);
  if (known) {
    counts.repeats++;
    return known;
  }
  if (conversation.state === "closed") throw new Refusal(409, "urn:serviceos:closed", "The conversation is closed");
  if (/拒绝|refuse/.test(body.body)) throw new Refusal(422, "urn:serviceos:invalid", "The message is not allowed");
  const parts = (body.attachments ?? []).map((one) => {
    const attachment = attachments.get(one).meta;
    return { type: attachment.type.startsWith("image/") ? "image" : "file", attachment };
  });
  counts.sends++;
  const stored = speak(conversation, { speaker: "consumer", body: body.body, parts });
  const result = { id: id(), seq: stored.seq, sentAt: stored.sentAt };
  conversation.keys.set(body.clientKey, result);
  if (conversation.state === "bot") {
    setTimeout(() => {
      if (/人工|person/i.test(body.body)) return handOver(conversation);
      const reply = answer(body.body, body.choice, `http://${request.headers.host}`);
      if (reply) speak(conversation, { speaker: "bot", name: "小茶", body: reply.text, parts: reply.parts, inReplyTo: stored.seq });
    }, 700);
  }
  if (take("dropSends")) return null;
  return result;
}

function stream(conversation, request, response) {
  counts.streams++;
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store", ...cors });
  response.flushHeaders();
  conversation.streams.add(response);
  if (!faults.buffer) response.write(`event: message\ndata: {"seq":${conversation.messages.length}}\n\n`);
  const ping = setInterval(() => faults.buffer || response.write(": ping\n\n"), 15_000);
  request.on("close", () => {
    clearInterval(ping);
    conversation.streams.delete(response);
  });
}

async function upload(request) {
  if (take("failUploads")) throw new Refusal(500, "urn:serviceos:broken", "Broken");
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = await new Response(Buffer.concat(chunks), { headers: { "Content-Type": request.headers["content-type"] } }).formData();
  const file = form.get("file");
  const meta = { id: id(), name: file.name, bytes: file.size, type: file.type, url: "" };
  meta.url = `/v1/attachments/${meta.id}?t=signed`;
  attachments.set(meta.id, { meta, content: Buffer.from(await file.arrayBuffer()) });
  return [201, meta];
}

async function readBody(request) {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text ? JSON.parse(text) : {};
}

async function consumerApi(request, response, url) {
  const [, , first, second, third] = url.pathname.split("/");
  const post = request.method === "POST";
  if (first === "widget") {
    const merchant = merchants[second];
    if (!merchant) throw new Refusal(404, "urn:serviceos:not-found", "No such shop");
    const { name, color, locale } = merchant;
    return [200, {
      merchant: second, name, color, locale, attachmentBytesMax: 10485760, open: !faults.closedNow,
      greeting: { "zh-CN": `您好，欢迎来到${name["zh-CN"]}！请问有什么可以帮您？`, en: `Hello and welcome to ${name.en}. What can we do for you?` },
      offlineMessage: { "zh-CN": "人工客服服务时间为 9:00–21:00，您可以先留言，我们会尽快回复。", en: "Our people are here 9:00–21:00. Leave a message and we will answer as soon as we are back." },
    }];
  }
  if (first === "visitor-sessions") {
    const body = await readBody(request);
    const old = sessions.get((request.headers.authorization ?? "").replace("Bearer ", ""));
    const sub = body.memberToken ? JSON.parse(Buffer.from(body.memberToken.split(".")[1], "base64url")).sub : null;
    const session = { token: id(), consumer: sub ? `${body.merchant}/${sub}` : (old?.consumer ?? id()), expired: false };
    sessions.set(session.token, session);
    counts.sessions++;
    return [200, { token: session.token, consumerId: session.consumer, expiresAt: now(), verified: sub !== null }];
  }
  if (first === "attachments" && !post) {
    const found = attachments.get(second);
    response.writeHead(200, { "Content-Type": found.meta.type, ...cors });
    response.end(found.content);
    return null;
  }
  const session = consumerOf(request);
  if (first === "attachments") return upload(request);
  if (!second) {
    const body = await readBody(request);
    const open = current(session);
    if (open) return [200, { id: open.id, state: open.state, seq: open.messages.length }];
    const conversation = { id: id(), consumer: session.consumer, state: "bot", messages: [], keys: new Map(), streams: new Set(), readByConsumer: 0, readByAgent: 0, ...body };
    conversations.set(conversation.id, conversation);
    return [201, { id: conversation.id, state: "bot", seq: 0 }];
  }
  if (second === "current") {
    const open = current(session);
    if (!open) throw new Refusal(404, "urn:serviceos:not-found", "None is open");
    return [200, status(open)];
  }
  const conversation = owned(session, second);
  if (!third) return [200, status(conversation)];
  if (third === "live") return stream(conversation, request, response);
  if (third === "messages" && !post) {
    const limit = Math.min(200, Number(url.searchParams.get("limit") ?? 50));
    const before = url.searchParams.get("before");
    if (before) return [200, { items: conversation.messages.filter((m) => m.seq < Number(before)).slice(-limit), next: null }];
    const rest = conversation.messages.filter((m) => m.seq > Number(url.searchParams.get("after") ?? 0));
    return [200, { items: rest.slice(0, limit), next: rest.length > limit ? rest[limit - 1].seq : null }];
  }
  const body = await readBody(request);
  if (third === "messages") {
    const sent = await send(conversation, body, request);
    if (sent) return [200, sent];
    request.socket.destroy();
    return null;
  }
  if (third === "read") conversation.readByConsumer = Math.max(conversation.readByConsumer, body.seq);
  if (third === "typing") conversation.typedAt = now();
  if (third === "rating") conversation.rating = body;
  if (third === "handoff") handOver(conversation);
  if (third === "close") close(conversation);
  return third === "handoff" || third === "close" ? [200, status(conversation)] : [204];
}

async function mockApi(request, response, url) {
  const what = url.pathname.split("/")[2];
  if (what === "state") {
    return [200, { faults, counts, conversations: [...conversations.values()].map(({ streams, keys, ...rest }) => ({ ...rest, streams: streams.size, keys: keys.size })) }];
  }
  if (what === "picture.svg") {
    response.writeHead(200, { "Content-Type": "image/svg+xml" });
    response.end('<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420"><rect width="640" height="420" fill="#cfe8e4"/><circle cx="320" cy="210" r="120" fill="#0f766e"/></svg>');
    return null;
  }
  const body = await readBody(request);
  if (what === "faults") {
    Object.assign(faults, body);
    if (body.cut) for (const one of conversations.values()) for (const open of one.streams) open.destroy();
    if (body.expire) for (const session of sessions.values()) session.expired = true;
    return [200, faults];
  }
  const conversation = conversations.get(body.conversation) ?? [...conversations.values()].at(-1);
  const name = body.name ?? "Mei";
  if (body.do === "join") {
    Object.assign(conversation, { state: "assigned", agent: { name }, queue: null, readByAgent: conversation.messages.length });
    speak(conversation, { speaker: "system", body: `${name} 已加入`, parts: [{ type: "event", event: "agent-joined", name }] });
  }
  if (body.do === "queue") conversation.queue = { position: body.position, estimateSeconds: body.seconds };
  if (body.do === "say") speak(conversation, { speaker: body.speaker ?? "agent", name, body: body.text, parts: body.parts ?? (body.order ? [{ type: "order", order: orders[0] }] : []) });
  if (body.do === "typing") tell(conversation, "typing", { speaker: "agent", name });
  if (body.do === "read") conversation.readByAgent = conversation.messages.length;
  if (body.do === "close") close(conversation);
  tell(conversation, "status", {});
  return [200, status(conversation)];
}

async function files(response, path) {
  const shopPage = path.startsWith("/shop/") && !extname(path);
  const file = join(root, shopPage ? "/shop/index.html" : path);
  try {
    const content = await readFile(file);
    response.writeHead(200, { "Content-Type": types[extname(file)] ?? "application/octet-stream" });
    response.end(content);
  } catch {
    response.writeHead(404).end();
  }
}

const cors = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*", "Access-Control-Allow-Methods": "*", "Access-Control-Expose-Headers": "Retry-After" };

const server = createServer(async (request, response) => {
  const url = new URL(request.url, "http://mock");
  const answerWith = (code, body, headers = {}) => {
    response.writeHead(code, { ...cors, ...(body ? { "Content-Type": code >= 400 ? "application/problem+json" : "application/json" } : {}), ...headers });
    response.end(body ? JSON.stringify(body) : undefined);
  };
  if (request.method === "OPTIONS") return answerWith(204);
  try {
    const api = url.pathname.startsWith("/v1/");
    if (api && faults.delayMs) await sleep(faults.delayMs);
    if (api && take("failAll")) throw new Refusal(500, "urn:serviceos:broken", "Broken");
    const demo = /^\/demo\/shop\/([\w-]+)\.json$/.exec(url.pathname);
    const result = api
      ? await consumerApi(request, response, url)
      : url.pathname.startsWith("/mock/")
        ? await mockApi(request, response, url)
        : demo
          ? shop(demo[1]) ? [200, shop(demo[1])] : [404, { title: "No such shop" }]
          : await files(response, url.pathname);
    if (result) answerWith(...result);
  } catch (error) {
    const known = error instanceof Refusal;
    if (!known) console.error(error);
    const code = known ? error.status : 500;
    answerWith(code, { type: known ? error.type : "about:blank", title: "Refused", status: code, detail: error.message }, known && error.retryAfter ? { "Retry-After": String(error.retryAfter) } : {});
  }
});

server.listen(Number(process.argv[2] ?? 8123), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/shop/tea-hill`));
