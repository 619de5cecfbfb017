// Mock answers for knowledge, board, staff and settings. `admin(request, response, url, nudge)` answers true when the path was its own.
import { apiKeys, id, items, memberKeys, settings, skills, staff, tenants } from "./admin-data.mjs";
import { answer, board, definitions, rowsOf } from "./admin-live.mjs";

const here = id(3);
let fresh = 9000;

/** @returns {Promise<boolean>} */
export async function admin(request, response, url, nudge = () => {}) {
  const path = decodeURIComponent(url.pathname);
  for (const [method, pattern, handle] of routes) {
    const match = method === request.method && pattern.exec(path);
    if (!match) continue;
    await new Promise((go) => setTimeout(go, Number(process.env.MOCK_DELAY ?? 25)));
    const raw = await bytes(request);
    const json = () => (raw.length === 0 ? {} : JSON.parse(raw.toString("utf8")));
    const outcome = handle({ query: url.searchParams, params: match.slice(1), json, raw, nudge, headers: request.headers });
    reply(response, outcome);
    return true;
  }
  return false;
}

const bytes = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};

function reply(response, outcome) {
  const { status = 200, body, type = "application/json", headers = {} } = outcome;
  response.writeHead(status, body === undefined ? headers : { "content-type": status >= 400 ? "application/problem+json" : type, ...headers });
  response.end(body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body));
}
const ok = (body, status = 200) => ({ status, body });
const none = { status: 204 };
const problem = (status, title, detail, errors) => ok({ type: `urn:serviceos:mock-${status}`, title, status, detail, traceId: "4bf92f3577b34da6a3ce929d0e0e4736", ...(errors ? { errors } : {}) }, status);

const present = (item) => ({
  id: item.id, question: item.content.question, similarCount: item.content.similar.length, language: item.content.language, category: item.content.category, state: item.state,
  version: item.versions[0]?.version, origin: item.origin, inherited: item.inherited, ...(item.overrides ? { overrides: item.overrides } : {}),
  validFrom: item.content.validFrom, validTo: item.content.validTo, updatedAt: item.updatedAt, updatedBy: item.updatedBy,
});
const whole = (item) => ({
  id: item.id, state: item.state, origin: item.origin, inherited: item.inherited, ...(item.overrides ? { overrides: item.overrides } : {}),
  ...(item.state === "published" ? {} : { draft: item.content }),
  ...(item.versions[0] ? { published: item.versions[0] } : {}),
  versions: item.versions.map(({ content: _, ...rest }) => rest),
});
const unpublished = () => [...items.values()].filter((item) => ["draft", "changed"].includes(item.state) || item.archivePending);
const touch = (item) => Object.assign(item, { updatedAt: new Date().toISOString(), updatedBy: "陈静" });

function publish(item, note) {
  const version = (item.versions[0]?.version ?? 0) + 1;
  item.archivePending = false;
  if (item.state === "archived") return;
  item.versions.unshift({ version, publishedAt: new Date().toISOString(), by: "陈静", ...(note ? { note } : {}), content: structuredClone(item.content) });
  item.state = "published";
}

function save({ params, json }) {
  const content = json();
  const errors = {};
  if (!content.question?.trim()) errors.question = ["The question is empty."];
  if (content.validFrom && content.validTo && content.validTo < content.validFrom) errors.validTo = ["Ends before it starts."];
  if (Object.keys(errors).length > 0) return problem(422, "Not saved", "Some fields need attention.", errors);
  const item = items.get(params[0]) ?? { id: params[0], versions: [], origin: tenants[2], owner: here, inherited: false };
  items.set(item.id, touch(Object.assign(item, { content, state: item.versions.length > 0 ? "changed" : "draft" })));
  return ok(whole(item));
}

function list({ query }) {
  const q = (query.get("q") ?? "").toLowerCase();
  const wanted = (key, value) => !query.get(key) || query.get(key) === value;
  const found = [...items.values()].filter((item) =>
    (!q || [item.content.question, ...item.content.similar].some((text) => text.toLowerCase().includes(q))) &&
    wanted("language", item.content.language) && wanted("category", item.content.category) && (query.get("state") ? query.get("state") === item.state : item.state !== "archived"),
  ).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const from = Number(query.get("after") ?? 0), limit = Number(query.get("limit") ?? 50);
  return ok({ items: found.slice(from, from + limit).map(present), next: from + limit < found.length ? String(from + limit) : null, total: found.length, unpublished: unpublished().length });
}

function dryRun({ query, raw }) {
  const text = raw.toString("utf8");
  const bad = text.includes("BAD");
  const mapping = /name="mapping"\r\n\r\n(.*?)\r\n/s.exec(text);
  const columns = ["问题", "相似问法", "回答内容", "分类", "备注"];
  const result = {
    columns, mapping: mapping ? JSON.parse(mapping[1]) : { question: "问题", similar: "相似问法", answer: "回答内容", category: "分类" }, rows: 128, created: 117, updated: 8, unchanged: 3, encoding: "gb18030",
    errors: bad ? [{ row: 14, column: "回答内容", message: "回答是空的" }, { row: 52, column: "问题", message: "与第 17 行重复" }, { row: 97, message: "列数不对：应为 5 列，实为 7 列" }] : [],
    preview: ["什么时候发货", "支持花呗分期吗", "礼盒能写贺卡吗", "可以指定快递吗", "怎么退货", "会员积分怎么用"].map((question, n) => ({ row: n + 2, question, similarCount: (n * 3) % 7, answer: "您好，可以的。下单时在备注里写明即可，客服会为您安排。", change: n === 0 || n === 4 ? "update" : n === 5 ? "same" : "new" })),
  };
  if (query.get("dryRun") === "true") return ok(result);
  return bad ? problem(422, "Not imported", "3 rows have errors.") : ok(result);
}

const own = (params) => items.get(params[0]);
const routes = [
  ["GET", /^\/v1\/tenants$/, () => ok({ items: tenants })],
  ["GET", /^\/v1\/knowledge\/items$/, list],
  ["GET", /^\/v1\/knowledge\/items\/([^/]+)$/, ({ params }) => (own(params) ? ok(whole(own(params))) : problem(404, "Not found", "There is no such item in this shop."))],
  ["PUT", /^\/v1\/knowledge\/items\/([^/]+)$/, save],
  ["DELETE", /^\/v1\/knowledge\/items\/([^/]+)$/, ({ params }) => { const item = own(params); Object.assign(item, { before: item.state, state: "archived", archivePending: item.versions.length > 0 }); return none; }],
  ["POST", /^\/v1\/knowledge\/items\/([^/]+)\/restore$/, ({ params }) => { const item = own(params); Object.assign(item, { state: item.before ?? "draft", archivePending: false }); return ok(whole(item)); }],
  ["POST", /^\/v1\/knowledge\/items\/([^/]+)\/override$/, ({ params }) => { const item = own(params); const copy = touch({ ...structuredClone(item), id: id(++fresh), inherited: false, origin: tenants[2], overrides: item.id, state: "draft", versions: [] }); items.set(copy.id, copy); return ok(whole(copy), 201); }],
  ["GET", /^\/v1\/knowledge\/items\/([^/]+)\/versions\/(\d+)$/, ({ params }) => ok(own(params).versions.find((one) => one.version === Number(params[1])))],
  ["POST", /^\/v1\/knowledge\/items\/([^/]+)\/rollback$/, ({ params, json }) => { const item = own(params); const { version } = json(); item.content = structuredClone(item.versions.find((one) => one.version === version).content); item.state = "changed"; publish(touch(item), `回滚到版本 ${version}`); return ok(whole(item)); }],
  ["POST", /^\/v1\/knowledge:publish$/, ({ json }) => { const body = json(); const these = unpublished().filter((item) => !body.items || body.items.includes(item.id)); these.forEach((item) => publish(item, body.note)); return ok({ published: these.length, version: 42 }); }],
  ["POST", /^\/v1\/knowledge:import$/, dryRun],
  ["GET", /^\/v1\/knowledge:export$/, ({ query }) => ({ body: "\uFEFF问题,回答\r\n", type: "text/csv", headers: { "content-disposition": `attachment; filename="knowledge.${query.get("format")}"` } })],
  ["POST", /^\/v1\/ask$/, ({ json }) => ok(answer(json()))],
  ["GET", /^\/v1\/tenants\/([^/]+)\/settings$/, ({ params }) => ok(settings.get(params[0]))],
  ["PUT", /^\/v1\/tenants\/([^/]+)\/settings$/, ({ params, json }) => {
    const sent = json(), above = settings.get(id(1)), all = Object.keys(above).filter((key) => key !== "inherited");
    settings.set(params[0], { ...above, ...sent, inherited: all.filter((key) => !(key in sent)) });
    return ok(settings.get(params[0]));
  }],
  ["GET", /^\/v1\/tenants\/([^/]+)\/language-model$/, () => ok({ keySet: false, drafts: false, answers: false, summaries: false, tokensPerMonth: 1_000_000, timeoutMs: 4_000, keepTexts: false, tokensUsed: 0, inherited: ["endpoint", "drafts", "answers", "summaries", "tokensPerMonth", "timeoutMs", "keepTexts", "persona"] })],
  ["GET", /^\/v1\/tenants\/([^/]+)\/member-key$/, ({ params }) => ok(memberKeys.get(params[0]) ?? { set: false })],
  ["PUT", /^\/v1\/tenants\/([^/]+)\/member-key$/, ({ params, json }) => { memberKeys.set(params[0], { algorithm: json().algorithm, set: true, updatedAt: new Date().toISOString() }); return none; }],
  ["GET", /^\/v1\/widget\/([^/]+)$/, ({ params }) => ok({ merchant: params[0], name: "茶语轩旗舰店", color: "#0F766E", locale: "zh-CN", open: true, greeting: {}, offlineMessage: {}, attachmentBytesMax: 10485760 })],
  ["GET", /^\/v1\/staff$/, () => ok({ items: staff })],
  ["POST", /^\/v1\/staff$/, ({ json }) => {
    const body = json();
    if (staff.some((one) => one.name === body.name)) return problem(422, "Not created", "The sign-in name is taken.", { name: ["这个登录名已被使用"] });
    const person = { ...body, id: id(++fresh), tenant: { id: here, name: "茶语轩旗舰店" }, skills: skills.filter((skill) => body.skills.includes(skill.id)), disabled: false };
    staff.push(person);
    return ok({ ...person, password: "Teal-Harbor-58-Mint" }, 201);
  }],
  ["PUT", /^\/v1\/staff\/([^/]+)$/, ({ params, json }) => { const body = json(); const person = staff.find((one) => one.id === params[0]); return ok(Object.assign(person, body, { skills: skills.filter((skill) => body.skills.includes(skill.id)) })); }],
  ["POST", /^\/v1\/staff\/([^/]+)\/(disable|enable)$/, ({ params }) => ok(Object.assign(staff.find((one) => one.id === params[0]), { disabled: params[1] === "disable" }))],
  ["POST", /^\/v1\/staff\/([^/]+)\/reset-password$/, () => ok({ password: "Quiet-Maple-31-Fern" })],
  ["GET", /^\/v1\/skills$/, () => ok({ items: skills })],
  ["POST", /^\/v1\/skills$/, ({ json }) => { const skill = { id: id(++fresh), name: json().name, tenant: here }; skills.push(skill); return ok(skill, 201); }],
  ["DELETE", /^\/v1\/skills\/([^/]+)$/, ({ params }) => { skills.splice(skills.findIndex((one) => one.id === params[0]), 1); return none; }],
  ["GET", /^\/v1\/api-keys$/, () => ok({ items: apiKeys })],
  ["POST", /^\/v1\/api-keys$/, ({ json }) => { const body = json(); const key = { id: id(++fresh), name: body.name, prefix: "sosk_7be1", scopes: body.scopes, createdAt: new Date().toISOString() }; apiKeys.unshift(key); return ok({ ...key, key: "sosk_7be1c0a94d52f6e83b17" }, 201); }],
  ["DELETE", /^\/v1\/api-keys\/([^/]+)$/, ({ params }) => { apiKeys.find((one) => one.id === params[0]).revokedAt = new Date().toISOString(); return none; }],
  ["GET", /^\/v1\/board$/, () => ok(board())],
  ["GET", /^\/v1\/board\/definitions$/, () => ok(definitions)],
  ["GET", /^\/v1\/board\/rows$/, ({ query }) => ok(rowsOf(query.get("figure"), Number(query.get("after") ?? 0)))],
  ["POST", /^\/mock\/board\/(calm|busy)$/, ({ params, nudge }) => { board.calm = params[0] === "calm"; nudge(); return none; }],
];
