import shell from "./zh-CN.json";
import antd from "antd/locale/zh_CN";
import { merge, type Texts } from "./merge";

export const texts = merge(shell, import.meta.glob<Texts>("../features/*/i18n/zh-CN.json", { eager: true, import: "default" }));

/** What Ant Design itself says. */
export const widgets = antd;
