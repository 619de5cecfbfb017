import type { Language } from "./data";

const zhCN = {
  all: "全部",
  ask: "咨询客服",
  askOrder: "咨询订单 {number}",
  back: "返回全部商品",
  demo: "这是 ServiceOS 的演示店铺，商品和价格均为虚构。",
  details: "商品参数",
  failed: "店铺数据没有加载成功，请稍后重试。",
  again: "重试",
  language: "语言",
  none: "没有找到这家店铺。",
  orders: "我的订单",
  others: "其他店铺",
  products: "全部商品",
  service: "7 天无理由退换 · 48 小时内发货 · 在线客服",
  signedIn: "当前身份",
  theme: "外观",
  "theme.auto": "跟随系统",
  "theme.dark": "深色",
  "theme.light": "浅色",
  visitor: "游客（未登录）",
};

export type WordKey = keyof typeof zhCN;

const en: Record<WordKey, string> = {
  all: "All",
  ask: "Ask about it",
  askOrder: "Ask about order {number}",
  back: "All products",
  demo: "A demo shop of ServiceOS. Products and prices are made up.",
  details: "Details",
  failed: "The shop could not be loaded. Try again in a moment.",
  again: "Try again",
  language: "Language",
  none: "There is no such shop.",
  orders: "My orders",
  others: "Other shops",
  products: "All products",
  service: "Free returns within 7 days · ships within 48 hours · live help",
  signedIn: "Signed in as",
  theme: "Appearance",
  "theme.auto": "As the system",
  "theme.dark": "Dark",
  "theme.light": "Light",
  visitor: "Visitor (not signed in)",
};

export const words: Record<Language, Record<WordKey, string>> = { "zh-CN": zhCN, en };
