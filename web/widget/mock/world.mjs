/** Made-up shops, orders and a small bot for the mock server. */

export const merchants = {
  "tea-hill": { name: { "zh-CN": "茶山小铺", en: "Tea Hill" }, color: "#B45309", locale: "zh-CN" },
  "north-audio": { name: { "zh-CN": "北岸音响", en: "North Audio" }, color: "#FDE047", locale: "en" },
};

const hour = 3600_000;
const ago = (hours) => new Date(Date.now() - hours * hour).toISOString();

export const orders = [
  {
    id: "a".repeat(32),
    number: "SO-20261118-0042",
    placedAt: ago(70),
    state: "shipped",
    total: { amount: 25890, currency: "CNY" },
    items: [
      { name: "明前龙井 250g 礼盒装", quantity: 1 },
      { name: "白瓷盖碗（茶山联名款，含竹制茶托）", quantity: 2 },
    ],
    parcels: [
      {
        id: "b".repeat(32),
        carrier: "顺丰速运",
        trackingNumber: "SF1380042917726",
        state: "in-transit",
        estimatedDelivery: new Date(Date.now() + 20 * hour).toISOString(),
        checkpoints: [
          { at: ago(3), place: "上海浦东", text: "快件到达 上海浦东集散中心" },
          { at: ago(12), place: "杭州", text: "快件已发往 上海" },
          { at: ago(26), place: "杭州", text: "顺丰速运 已收取快件" },
        ],
      },
      {
        id: "c".repeat(32),
        carrier: "中通快递",
        trackingNumber: "ZT75420098117",
        state: "stalled",
        checkpoints: [{ at: ago(50), place: "宁波", text: "包裹已揽收" }],
      },
    ],
  },
  {
    id: "d".repeat(32),
    number: "SO-20261102-0007",
    placedAt: ago(450),
    state: "delivered",
    total: { amount: 6900, currency: "CNY" },
    items: [{ name: "桂花乌龙 100g", quantity: 1 }],
    parcels: [],
  },
];

/** What the mock's bot says to some words: [body, parts]. */
export function answer(body, choice, origin) {
  const says = (text, ...parts) => ({ text, parts });
  if (choice?.startsWith("order:")) {
    const order = orders.find((one) => `order:${one.id}` === choice);
    return says("这个订单的最新情况如下。", { type: "order", order });
  }
  if (choice) return says(`好的，${body}。您可以在 7 天内无理由退换，运费由我们承担。`);
  if (/订单|order|到哪|where/i.test(body)) return says("您想咨询哪个订单？", { type: "orders", orders });
  if (/退|return/i.test(body)) {
    const choices = ["退货退款", "换货", "查询退款进度"].map((label, n) => ({ label, value: `topic:${n}` }));
    return says("请选择您要办理的业务：", { type: "choices", choices });
  }
  if (/链接|link/i.test(body)) {
    const links = [
      { label: "退换货规则", url: "https://example.com/returns" },
      { label: "坏链接", url: "javascript:alert(1)" },
    ];
    return says("请看 https://example.com/help?a=1&b=2。<b>不是粗体</b>", { type: "links", links });
  }
  if (/图|picture/i.test(body)) return says("如图所示：", { type: "images", urls: [`${origin}/mock/picture.svg`] });
  if (/沉默|silence/i.test(body)) return null;
  return says(`您说的是“${body}”吗？发货后一般 2–3 天送达。`);
}

const products = [
  ["tea", { "zh-CN": "明前龙井 250g 礼盒装", en: "Spring Longjing, 250 g gift box" }, 16800],
  ["tea", { "zh-CN": "桂花乌龙 100g", en: "Osmanthus Oolong, 100 g" }, 6900],
  ["kitchen", { "zh-CN": "白瓷盖碗", en: "White porcelain gaiwan" }, 4545],
  ["fashion", { "zh-CN": "亚麻茶席", en: "Linen tea cloth" }, 8800],
  ["electronics", { "zh-CN": "恒温电水壶", en: "Temperature-holding kettle" }, 29900],
  ["home", { "zh-CN": "竹制茶盘", en: "Bamboo tea tray" }, 13900],
];

export function shop(slug) {
  const merchant = merchants[slug];
  if (!merchant) return null;
  return {
    merchant: { slug, name: merchant.name, color: merchant.color },
    products: products.map(([category, name, priceFen], n) => ({
      id: String(n + 1).repeat(32),
      name,
      priceFen,
      category,
      description: { "zh-CN": "当季新品，产地直发。支持 7 天无理由退换。", en: "This season's, shipped from origin. Free returns within 7 days." },
      attributes: { [category === "tea" ? "净含量" : "材质"]: category === "tea" ? "250 g" : "手工" },
    })),
    shoppers: [
      { name: "Ana", memberToken: fakeToken("ana"), orders: orders.map(({ id, number }) => ({ id, number })) },
      { name: "王小明", memberToken: fakeToken("wang"), orders: [] },
    ],
    others: Object.entries(merchants)
      .filter(([other]) => other !== slug)
      .map(([other, { name }]) => ({ slug: other, name })),
  };
}

function fakeToken(sub) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "none" })}.${part({ sub })}.`;
}
