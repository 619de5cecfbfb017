import shell from "./zh-CN.json";
import antd from "antd/locale/zh_CN";
import conversations from "../features/conversations/i18n/zh-CN.json";

/** What the first page says; the other features bring their own texts. */
export const texts = { ...shell, conversations };

/** What Ant Design itself says. */
export const widgets = antd;
