// The small world behind the mock desk: one agent, her colleagues, twenty conversations.
export const id = (n) => n.toString(16).padStart(32, "0");
const ago = (seconds) => new Date(Date.now() - seconds * 1000).toISOString();
const ahead = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

export const world = {
  me: { id: id(11), name: "mei", displayName: "Mei", role: "merchant-owner", locale: "zh-CN", tenant: { id: id(3), slug: "chayuxuan", name: "茶语轩旗舰店", kind: "merchant" }, permissions: ["desk.read", "desk.reply", "knowledge.read", "knowledge.write", "staff.read", "staff.write", "settings.read", "settings.write", "board.read", "keys.write"] },
  files: new Map(),
  skills: [{ id: id(31), name: "物流", tenant: id(3) }, { id: id(32), name: "售后", tenant: id(3) }, { id: id(33), name: "English", tenant: id(3) }],
  agents: [["Mei", "online", 4, 8], ["Tom", "online", 3, 8], ["陈静", "busy", 8, 8], ["李想", "away", 2, 6], ["赵磊", "offline", 0, 8]].map(([name, state, assigned, capacity], n) => ({ id: id(11 + n), name, state, assigned, capacity, skills: [{ id: id(31 + (n % 3)), name: ["物流", "售后", "English"][n % 3] }] })),
  canned: [
    ["wl", "查物流", "{{consumer}}您好，您的订单 {{order}} 我已经催促快递核实，今天 18:00 前给您回复。", "zh-CN", "team"],
    ["tk", "退款时效", "退款审核通过后原路退回，微信和支付宝 1–3 个工作日到账，银行卡 3–7 个工作日。", "zh-CN", "team"],
    ["hi", "问候", "{{consumer}}您好，我是客服 {{agent}}，很高兴为您服务。", "zh-CN", "team"],
    ["dz", "改地址", "请把新的收货人、电话和详细地址发给我，未发货前都可以修改。", "zh-CN", "mine"],
    ["bye", "结束语", "感谢您的耐心，祝您生活愉快。还有问题随时找我们。", "zh-CN", "team"],
    ["track", "Where is it", "Hello {{consumer}}, I have asked the carrier about order {{order}} and will write again before 18:00.", "en", "team"],
    ["thanks", "Thanks", "Thank you for your patience. – {{agent}}", "en", "mine"],
  ].map(([shortcut, title, body, language, scope], n) => ({ id: id(400 + n), shortcut, title, body, language, scope })),
  wrapUps: [["logistics", "物流", "Delivery"], ["refund", "退款退货", "Refund and return"], ["product", "商品咨询", "Product question"], ["complaint", "投诉", "Complaint"], ["other", "其他", "Other"]].map(([key, zh, en]) => ({ key, label: { "zh-CN": zh, en } })),
  decision: {
    outcome: "choices", layer: "语义匹配", intent: "物流 · 催促", confidence: 0.58, threshold: 0.2, answerLine: 0.72, choicesLine: 0.2, text: "快递 三天 没 动 怎么 回事", at: ago(400), item: { id: id(1000), version: 4, question: "快递多久没动算异常" },
    candidates: [["快递多久没动算异常", 11.2, 0.58, 0.81], ["什么时候发货", 8.9, 0.41, 0.66], ["怎么改收货地址", 4.1, 0.17, 0.39]].map(([question, score, confidence, similarity], n) => ({ item: id(1000 + n), question, score, confidence, similarity })),
  },
};

export const conversations = new Map();
let tally = { mine: 0, queue: 0, bot: 0 };
let talliedAt = 0;
export function counts() {
  if (Date.now() - talliedAt > 100) {
    talliedAt = Date.now();
    tally = { mine: 0, queue: 0, bot: 0 };
    for (const c of conversations.values()) {
      if (c.state === "queued") tally.queue++;
      else if (c.state === "bot") tally.bot++;
      else if (c.state === "assigned" && c.agent?.id === world.me.id) tally.mine++;
    }
  }
  return tally;
}

export function rowOf(c) {
  const last = c.messages.findLast((m) => m.speaker !== "system") ?? c.messages.at(-1);
  const { id: key, merchant, state, consumer, unread, waitingSince, replyBy, agent, skill, mood, locale, openedAt, closedAt, handoffReason } = c;
  return { id: key, merchant, channel: "web", state, consumer, ...(last ? { lastMessage: { speaker: last.speaker, preview: last.body.slice(0, 80), sentAt: last.sentAt } } : {}), seq: c.messages.length, unread, waitingSince, replyBy, agent: state === "assigned" || state === "closed" ? agent : undefined, skill, mood, locale, openedAt, closedAt, handoffReason };
}

export function message(c, speaker, body, sentAt, extra = {}) {
  const made = { seq: c.messages.length + 1, speaker, body, sentAt, ...extra };
  c.messages.push(made);
  return made;
}

const names = ["王小雨", "Ana Silva", "陈先生", "刘敏", "James Carter", "周倩", undefined, "赵一鸣", "Sofia Rossi", "孙阿姨", "何**", "Liu Wei", "林清", undefined, "Tom Baker", "吴先生", "郑双", "Emma Li", "冯晓", "杨柳"];
const lines = ["快递三天没动了，怎么回事？", "Where is my parcel? It should have come on Monday.", "退款什么时候到账", "收到的茶叶罐破了，你们怎么包装的！", "Can I change the delivery address?", "这款适合送长辈吗", "还在吗", "发票开错抬头了", "The box was open when it arrived.", "不会用优惠券，帮我看看", "多久发货", "尺码拍错了可以换吗", "为什么我的订单被取消了", "你好", "Is the refund done?", "物流显示签收了但我没收到", "预售什么时候发", "Thanks, and the second parcel?", "要求赔偿", "谢谢，知道了"];
const shops = [{ id: id(3), name: "茶语轩旗舰店" }, { id: id(4), name: "Moka Coffee" }, { id: id(5), name: "星河数码" }];

function orderOf(n) {
  const day = 86_400;
  const stalled = n % 3 === 0;
  const at = (number, hours, place, text) => ({ at: ago(hours * 3600 + number), place, text });
  return {
    id: id(600 + n), number: `20261118${String(40817 + n * 37).padStart(6, "0")}`, placedAt: ago(3 * day + n * 900), state: n % 4 === 2 ? "delivered" : "shipped", total: { amount: 25_800 + n * 1_250, currency: "CNY" },
    items: [{ name: n % 2 ? "明前龙井 礼盒 250 g" : "正山小种 罐装 150 g × 2", quantity: 1 + (n % 2) }, ...(n % 2 ? [{ name: "白瓷盖碗", quantity: 1 }] : [])],
    parcels: [{
      id: id(700 + n), carrier: n % 2 ? "顺丰速运" : "中通快递", trackingNumber: `SF14${7_700_123 + n * 991}`, state: stalled ? "stalled" : n % 4 === 2 ? "delivered" : "in-transit", estimatedDelivery: ahead(day),
      checkpoints: [at(n, stalled ? 71 : 5, "杭州", stalled ? "快件到达【杭州转运中心】" : "快件已发往【上海转运中心】"), at(n, 74, "湖州", "快件离开【湖州安吉营业点】"), at(n, 80, "湖州", "已揽收")],
    }],
  };
}

export function makeConversation(n) {
  const name = names[n % 20], text = lines[n % 20];
  const created = n % 7;
  const c = {
    id: id(50_000 + n), merchant: shops[n % 3], state: "queued", consumer: { id: id(70_000 + n), ...(name ? { name } : {}), verified: n % 4 !== 1, ...(n % 5 === 0 ? { tier: "VIP" } : {}) },
    messages: [], unread: 1, waitingSince: ago(created), replyBy: ahead(60 - created), locale: /[a-z]/i.test(text) ? "en" : "zh-CN", openedAt: ago(30), skill: world.skills[n % 3], orders: [], timeline: [], drafts: {}, viewers: [], notes: [], keys: new Map(), firstSeenAt: ago(90_000), page: "https://chayuxuan.example/p/longjing",
  };
  message(c, "consumer", text, ago(created));
  conversations.set(c.id, c);
  return c;
}

for (let n = 0; n < 20; n++) {
  const c = makeConversation(n);
  const mine = n < 4, other = n === 4 || n === 5, bot = n >= 12 && n < 17, closed = n >= 17;
  const zh = c.locale !== "en";
  c.messages.length = 0;
  c.orders = n % 4 === 1 ? [] : [orderOf(n), ...(n % 3 === 0 ? [orderOf(n + 20)] : [])];
  c.firstSeenAt = ago(86_400 * (30 + n));
  c.timeline = Array.from({ length: n % 4 }, (_, k) => ({ at: ago(86_400 * (k * 9 + 4)), kind: "conversation", id: id(50_017 + (k % 3)), title: ["咨询发货时间", "退换货", "发票"][k % 3], state: "closed" }));
  message(c, "consumer", zh ? "你好" : "Hello", ago(86_700 + n));
  message(c, "bot", zh ? "您好，我是小茶。您可以直接说问题，或选一项：" : "Hello, this is Cha. Ask away, or choose:", ago(86_699), { parts: [{ type: "choices", choices: zh ? [{ label: "查物流", value: "track" }, { label: "退货退款", value: "refund" }, { label: "转人工", value: "handoff" }] : [{ label: "Track", value: "track" }, { label: "Refund", value: "refund" }, { label: "A person", value: "handoff" }] }], decision: true });
  message(c, "consumer", zh ? "查物流" : "Track", ago(86_680));
  message(c, "bot", zh ? "这是您最近的订单：" : "Your latest order:", ago(86_679), { decision: true, parts: [{ type: "order", order: orderOf(n) }] });
  message(c, "consumer", lines[n], ago(420 - n));
  message(c, "bot", zh ? "包裹在杭州转运中心停留了 71 小时，比平时久。物流规则见 https://chayuxuan.example/help/delivery ，需要的话可以转人工核实。" : "Your parcel has been in Hangzhou for 71 hours, longer than usual. See https://chayuxuan.example/help/delivery . A person can look into it.", ago(418 - n), { decision: true });
  if (!bot) {
    message(c, "consumer", zh ? "转人工" : "A person please", ago(300 - n));
    message(c, "system", "handed over", ago(299 - n), { parts: [{ type: "event", event: "handed-over" }] });
    c.handoffReason = ["consumer-asked", "bot-unsure", "complaint"][n % 3];
    c.handoff = { at: ago(299 - n), reason: c.handoffReason, intent: zh ? "物流 · 催促" : "Delivery · late", summary: zh ? "三天没有物流更新，想知道什么时候能到；已看过订单与物流，希望今天有答复。" : "No tracking update for three days; wants to know when it arrives and asked for an answer today.", slots: c.orders[0] ? [{ name: zh ? "订单" : "Order", value: c.orders[0].number }, { name: zh ? "诉求" : "Wants", value: zh ? "催件，必要时补发" : "Chase it, resend if lost" }] : [], promises: n === 0 ? ["今天 18:00 前回复核实结果"] : [], ...(n === 3 ? { mood: "angry" } : {}) };
  }
  if (mine || other || closed) {
    c.state = closed ? "closed" : "assigned";
    c.agent = mine || closed ? { id: world.me.id, name: "Mei" } : { id: id(12), name: "Tom" };
    message(c, "system", "joined", ago(200 - n), { parts: [{ type: "event", event: "agent-joined", name: c.agent.name }] });
    message(c, "agent", zh ? "您好，我来看一下您的包裹，请稍等。" : "Hello, let me look at your parcel. One moment.", ago(180 - n), { name: c.agent.name });
    c.unread = 0; c.waitingSince = c.replyBy = undefined;
    if (closed) { c.closedAt = ago(4_000 + n * 300); message(c, "system", "closed", c.closedAt, { parts: [{ type: "event", event: "closed" }] }); }
  }
  if (mine && n !== 2) {
    c.notes.push({ id: id(900 + n), body: "快递网点说今晚会有车，先安抚。", author: { id: id(13), name: "陈静" }, at: ago(150), afterSeq: c.messages.length });
    message(c, "consumer", zh ? "还要多久？" : "How long will it take?", ago(48 + n * 9));
    c.unread = 1 + (n % 2); c.waitingSince = ago(48 + n * 9); c.replyBy = n === 0 ? ago(2) : ahead(n === 1 ? 9 : 75);
  }
  if (n === 3) c.mood = "angry";
  if (bot) { c.state = "bot"; c.waitingSince = c.replyBy = undefined; c.unread = 0; c.skill = undefined; }
  if (c.state === "queued") { c.waitingSince = ago(20 + n * 11); c.replyBy = ahead(70 - n * 8); }
}
