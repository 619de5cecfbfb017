// The small world behind the mock: one platform, one unit, three shops, a few hundred items.
export const id = (n) => n.toString(16).padStart(32, "0");
export const tenants = [
  { id: id(1), kind: "platform", slug: "lantern", name: "Lantern Market" },
  { id: id(2), parentId: id(1), kind: "unit", slug: "home-living", name: "家居生活事业部" },
  { id: id(3), parentId: id(2), kind: "merchant", slug: "chayuxuan", name: "茶语轩旗舰店" },
  { id: id(4), parentId: id(2), kind: "merchant", slug: "moka", name: "Moka Coffee" },
  { id: id(5), parentId: id(1), kind: "merchant", slug: "xinghe", name: "星河数码" },
];

const zh = [
  ["什么时候发货", ["多久发货", "今天能发吗", "下单后几天发货", "怎么还不发货"], "您好，{{merchant.name}} 每天 16:00 前付款的订单当天发出，之后的次日发出。\n订单 {{order.number}} 目前状态：{{order.state}}。", "物流"],
  ["怎么退货", ["我要退货", "如何申请退货", "退货流程", "东西不想要了"], "签收后 7 天内可以无理由退货。打开「我的订单」→「申请售后」→「退货退款」，按提示寄回即可。", "售后"],
  ["退款多久到账", ["退款什么时候到", "钱什么时候退", "退款还没收到"], "审核通过后原路退回：微信、支付宝 1–3 个工作日，银行卡 3–7 个工作日。", "售后"],
  ["可以开发票吗", ["怎么开发票", "要发票", "电子发票怎么开"], "可以。确认收货后在订单详情点「申请发票」，电子发票 24 小时内发到您的邮箱。", "发票"],
  ["运费怎么算", ["包邮吗", "运费多少钱", "偏远地区要加钱吗"], "满 99 元包邮；新疆、西藏、青海每单加 10 元。", "物流"],
  ["能改收货地址吗", ["地址填错了", "改地址", "换个地址收货"], "未发货前可以改。请把新地址发给我们，发货后只能联系快递转寄。", "订单"],
  ["茶叶怎么保存", ["保质期多久", "茶叶放哪里", "要放冰箱吗"], "密封、避光、干燥处常温保存；绿茶建议冷藏，开封后三个月内饮用完。", "商品"],
  ["活动什么时候结束", ["优惠到几号", "双十一活动截止时间"], "本次活动到 {{campaign.end}} 结束，价格以付款时为准。", "活动"],
];
const en = [
  ["When will my order ship?", ["How long until it ships", "Is it shipped yet", "Dispatch time"], "Orders paid before 16:00 leave the same day; later ones leave the next day. Your order {{order.number}} is {{order.state}}.", "Shipping"],
  ["How do I return something?", ["I want to send it back", "Return process"], "You can return it within 7 days of delivery: My orders → After-sales → Return.", "After-sales"],
  ["Do you ship abroad?", ["International delivery", "Can you ship to Singapore"], "We ship to Hong Kong, Macau, Singapore and Malaysia. Delivery takes 5–9 days.", "Shipping"],
];
const words = ["（礼盒装）", "（散装）", "（大促期间）", "（预售商品）", "（海外仓）", "（会员）", "（企业采购）", "（满减活动）"];
const owners = ["陈静", "Li Wei", "王小明", "Ana"];

function make(n) {
  const chinese = n % 5 !== 4;
  const [question, similar, text, category] = chinese ? zh[n % zh.length] : en[n % en.length];
  const round = Math.floor(n / 16);
  const title = round === 0 ? question : chinese ? question + words[round % words.length] : `${question} (${round})`;
  const content = {
    question: title, similar, category, language: chinese ? "zh-CN" : "en", products: [],
    answer: { text, links: n % 4 === 1 ? [{ label: chinese ? "售后规则" : "After-sales rules", url: "https://shop.example/help/after-sales" }] : [], images: [], buttons: n % 3 === 0 ? [{ label: chinese ? "查物流" : "Track", value: "track" }, { label: chinese ? "转人工" : "A person", value: "handoff" }] : [] },
    ...(text.includes("campaign") ? { validFrom: "2026-11-01T00:00:00Z", validTo: "2026-11-30T16:00:00Z" } : {}),
  };
  const state = n === 2 ? "changed" : n === 5 ? "draft" : n === 9 ? "changed" : n % 61 === 60 ? "archived" : "published";
  const inherited = n % 7 === 3;
  const version = 1 + (n % 4);
  const old = (v) => ({ ...content, similar: similar.slice(0, Math.max(1, v)), answer: { ...content.answer, text: v === version ? text : text.replace("7 天", "15 天").replace("16:00", "12:00").replace("1–3 个工作日", "3–5 个工作日").split("。").slice(0, v).join("。") } });
  const versions = state === "draft" ? [] : Array.from({ length: version }, (_, i) => ({
    version: version - i, publishedAt: new Date(Date.UTC(2026, 10, 20 - i * 9, 3, 12)).toISOString(), by: owners[(n + i) % 4], ...(i === 0 ? {} : { note: i === 1 ? "按新售后规则调整天数" : "首次上线" }), content: old(version - i),
  }));
  return {
    id: id(1000 + n), state, inherited, origin: inherited ? tenants[0] : tenants[2], owner: inherited ? id(1) : id(3), content: state === "changed" ? { ...content, answer: { ...content.answer, text: text.replace("16:00", "18:00").replace("1–3 个工作日", "1–2 个工作日") + "如有疑问请随时联系客服。" } } : content, versions,
    updatedAt: new Date(Date.UTC(2026, 10, 21, 12) - n * 5_400_000).toISOString(), updatedBy: owners[n % 4],
  };
}
export const items = new Map(Array.from({ length: 420 }, (_, n) => make(n)).map((item) => [item.id, item]));

const sharedSettings = {
  name: "茶语轩旗舰店", color: "#0F766E", locale: "zh-CN", receptionMode: "mixed", botRatio: 0.7,
  greeting: { "zh-CN": "您好，我是小茶，有什么可以帮您？", en: "Hello, this is Cha. How can we help?" },
  offlineMessage: { "zh-CN": "客服现在不在线，请留言，我们 9:00 上班后第一时间回复。", en: "We are away now. Leave a message and we answer after 9:00." },
  timeZone: "Asia/Shanghai",
  businessHours: [1, 2, 3, 4, 5].flatMap((day) => [{ day, from: "09:00", to: "12:00" }, { day, from: "13:30", to: "21:00" }]).concat([{ day: 6, from: "10:00", to: "18:00" }]),
  holidays: [{ date: "2027-01-01", name: "元旦" }, { date: "2027-02-06", name: "除夕", open: [{ from: "09:00", to: "12:00" }] }],
  firstResponseSeconds: 30, agentCapacity: 8, answerThreshold: 0.72, choicesThreshold: 0.45, allowedOrigins: ["https://chayuxuan.example"],
  welcomeMuted: undefined,
};
export const settings = new Map([
  [id(1), { ...sharedSettings, name: "Lantern Market", inherited: [] }],
  [id(2), { ...sharedSettings, name: "家居生活事业部", inherited: Object.keys(sharedSettings).filter((key) => !["name", "color"].includes(key)) }],
  [id(3), { ...sharedSettings, inherited: ["timeZone", "holidays", "answerThreshold", "choicesThreshold", "agentCapacity", "offlineMessage"] }],
  [id(4), { ...sharedSettings, name: "Moka Coffee", color: "#7C2D12", inherited: Object.keys(sharedSettings).filter((key) => !["name", "color", "locale"].includes(key)) }],
  [id(5), { ...sharedSettings, name: "星河数码", inherited: Object.keys(sharedSettings).filter((key) => !["name"].includes(key)) }],
]);

export const skills = [["售前咨询", 3], ["售后处理", 3], ["物流查询", 2], ["English", 1]].map(([name, t], n) => ({ id: id(200 + n), name, tenant: id(t) }));
const people = [["chenjing", "陈静", "merchant-owner"], ["liwei", "李伟", "manager"], ["wangxm", "王小明", "knowledge-owner"], ["ana", "Ana Silva", "agent"], ["zhaolei", "赵磊", "agent"], ["sunyan", "孙艳", "agent"], ["audit", "审计只读", "read-only"]];
export const staff = people.map(([name, displayName, role], n) => ({
  id: id(100 + n), name, displayName, role, tenant: { id: id(3), name: "茶语轩旗舰店" }, skills: role === "agent" ? skills.slice(n % 3, (n % 3) + 2).map(({ id, name }) => ({ id, name })) : [],
  capacity: role === "agent" ? 8 : 3, disabled: n === 5, ...(n === 6 ? {} : { lastSeenAt: new Date(Date.now() - n * n * 1_300_000).toISOString() }),
}));
export const apiKeys = [
  { id: id(300), name: "ERP 同步", prefix: "sosk_4f2a", scopes: ["knowledge.read", "board.read"], createdAt: "2026-09-02T02:00:00Z", lastUsedAt: new Date(Date.now() - 200_000).toISOString() },
  { id: id(301), name: "旧数据仓库", prefix: "sosk_91cd", scopes: ["board.read"], createdAt: "2026-03-11T02:00:00Z", revokedAt: "2026-10-01T08:00:00Z" },
];
export const memberKeys = new Map([[id(3), { algorithm: "HS256", set: true, updatedAt: "2026-10-12T06:00:00Z" }]]);
