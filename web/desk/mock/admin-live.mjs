// What moves in the mock: the board's figures, the rows behind them, and the test box's answers.
import { id, staff, tenants } from "./admin-data.mjs";

const wave = (n, size, period) => Math.max(0, Math.round(size * (0.75 + 0.25 * Math.sin(n / period) + 0.12 * Math.sin(n * 1.7))));
const shops = [[tenants[2], 9], [tenants[3], 2], [tenants[4], 1]];

export function board() {
  const calm = board.calm === true;
  const minute = Math.floor(Date.now() / 60_000);
  const series = Array.from({ length: 60 }, (_, n) => {
    const rise = calm ? 1 : n > 44 ? 1 + (n - 44) / 9 : 1;
    return { minute: new Date((minute - 59 + n) * 60_000).toISOString(), consumer: wave(n, 46 * rise, 9), bot: wave(n, 31 * rise, 10), agent: wave(n, 14, 12), opened: wave(n, 12 * rise, 9), handedOver: wave(n, 4 * rise, 7) };
  });
  const waiting = calm ? 0 : 12;
  const tile = (key, value, unit, state) => ({ key, value, unit, state });
  return {
    at: new Date().toISOString(), series,
    tiles: [
      tile("waiting", waiting, "count", calm ? "good" : "warn"), tile("longestWait", calm ? null : 161, "seconds", calm ? "good" : "bad"), tile("inService", 34, "count", "plain"), tile("withBot", 57, "count", "plain"), tile("botShare", 0.626, "share", "plain"),
      tile("resolved", 1284, "count", "plain"), tile("automation", 0.713, "share", "good"), tile("firstResponse", calm ? 11 : 27, "seconds", calm ? "good" : "warn"), tile("messagesPerMinute", 104.5, "per-minute", "plain"), tile("agentsOnline", 4, "count", "good"),
    ],
    merchants: shops.map(([shop, n]) => ({ id: shop.id, name: shop.name, waiting: calm ? 0 : n, longestWaitSeconds: calm ? 0 : n * 18, inService: n * 3 - 1, withBot: n * 5, botShare: 0.5 + n / 40, resolved: n * 107, firstResponseSeconds: 8 + n * 2, messagesPerMinute: n * 8.7 })),
    agents: staff.filter((one) => one.role === "agent" || one.role === "manager").map((one, n) => ({ id: one.id, name: one.displayName, state: ["online", "busy", "online", "offline"][n % 4], assigned: [7, 8, 3, 0][n % 4], capacity: one.capacity })),
  };
}

const define = (key, unit, zh, en) => ({ key, unit, definition: { "zh-CN": zh, en } });
export const definitions = { items: [
  define("waiting", "count", "此刻在排队、还没有客服接待的会话数。", "Conversations in the queue now that no agent has taken."),
  define("longestWait", "seconds", "此刻排队最久的会话已经等了多久。", "How long the conversation that waits longest has waited."),
  define("inService", "count", "此刻由客服接待中的会话数。", "Conversations with an agent now."),
  define("withBot", "count", "此刻由机器人接待中的会话数。", "Conversations with the bot now."),
  define("botShare", "share", "此刻未结束的会话中，由机器人接待的占比。", "Share of open conversations that are with the bot."),
  define("resolved", "count", "今天结束且标记为已解决的会话数。", "Conversations closed as resolved today."),
  define("automation", "share", "今天结束的会话中，全程没有人工参与的占比。", "Share of today's closed conversations that no agent wrote in."),
  define("firstResponse", "seconds", "今天转人工后，客服第一句回复的中位等待时间。", "Median wait today from hand-over to the agent's first words."),
  define("messagesPerMinute", "per-minute", "最近 5 分钟平均每分钟的消息数。", "Messages a minute, averaged over the last 5 minutes."),
  define("agentsOnline", "count", "此刻在线或忙碌的客服人数。", "Agents online or busy now."),
] };

export function rowsOf(figure, after) {
  const tile = board().tiles.find((one) => one.key === figure);
  const size = tile.unit === "count" ? tile.value : figure === "longestWait" ? 1 : 86;
  const names = ["王**", "Ana", "陈女士", "Tom", "刘**", "小雨"];
  const rows = Array.from({ length: size }, (_, n) => figure === "agentsOnline" ? { at: new Date().toISOString(), ...board().agents[n % 4] } : {
    id: id(5000 + n), merchant: { id: shops[n % 3][0].id, name: shops[n % 3][0].name }, channel: "web", state: figure === "waiting" || figure === "longestWait" ? "queued" : figure === "withBot" ? "bot" : figure === "resolved" ? "closed" : "assigned",
    consumer: { id: id(7000 + n), name: names[n % 6], verified: n % 2 === 0, ...(n % 5 === 0 ? { tier: "VIP" } : {}) },
    lastMessage: { speaker: "consumer", preview: ["我的快递三天没动了", "还没收到退款", "Where is my parcel?", "能改地址吗", "发错货了怎么办"][n % 5], sentAt: new Date(Date.now() - n * 13_000).toISOString() },
    seq: 4, unread: 1, ...(figure === "waiting" || figure === "longestWait" ? { waitingSince: new Date(Date.now() - (161 - n * 12) * 1000).toISOString() } : {}), locale: "zh-CN", openedAt: new Date(Date.now() - n * 60_000).toISOString(),
    ...(figure === "inService" || figure === "resolved" ? { agent: { id: id(103), name: ["Ana Silva", "赵磊"][n % 2] } } : {}),
  });
  return { figure, value: tile.value, items: rows.slice(after, after + 50), next: after + 50 < rows.length ? String(after + 50) : null };
}

export function answer({ question, order }) {
  const candidate = (n, text, score, similarity) => ({ item: id(1000 + n), question: text, score, confidence: score, similarity });
  const out = /股票|天气|weather|stock/.test(question), vague = /快递|parcel/.test(question), ship = /发货|ship/i.test(question);
  const base = { threshold: 0.72, answerLine: 0.72, choicesLine: 0.2, layer: out ? "none" : "lexical+vector" };
  if (out) return { ...base, outcome: "out-of-scope", confidence: 0.11, answer: { text: "这个问题我帮不上忙，可以为您转人工客服。" }, why: { text: question, candidates: [candidate(7, "活动什么时候结束", 0.11, 0.18)], notes: ["没有一个知识点与这句话相近。"] } };
  if (vague) return { ...base, outcome: "choices", confidence: 0.58, choices: [{ label: "什么时候发货", value: "1" }, { label: "运费怎么算", value: "2" }, { label: "转人工", value: "handoff" }], why: { text: question, candidates: [candidate(0, "什么时候发货", 0.58, 0.66), candidate(4, "运费怎么算", 0.49, 0.61), candidate(5, "能改收货地址吗", 0.31, 0.42)], notes: ["两个知识点很接近，所以给出选项而不是直接回答。"] } };
  if (ship) return { ...base, outcome: "answer", confidence: 0.93, item: { id: id(1000), question: "什么时候发货", version: 1 }, answer: { text: `您好，茶语轩旗舰店 每天 16:00 前付款的订单当天发出，之后的次日发出。\n订单 ${order ?? "{{order.number}}"} 目前状态：${order ? "已发货" : "—"}。` }, why: { text: question, candidates: [candidate(0, "什么时候发货", 0.93, 0.95), candidate(4, "运费怎么算", 0.41, 0.52), candidate(5, "能改收货地址吗", 0.22, 0.35)], notes: order ? [] : ["没有给订单号，变量 {{order.number}} 无法填入。"] } };
  return { ...base, outcome: "handover", confidence: 0.34, why: { text: question, candidates: [candidate(1, "怎么退货", 0.34, 0.47), candidate(2, "退款多久到账", 0.3, 0.44)], rule: "low-confidence", notes: [] } };
}
