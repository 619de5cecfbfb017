import shell from "./en.json";
import antd from "antd/locale/en_US";
import { merge, type Texts } from "./merge";

/** What the first page may need; the rest comes with the page that says it. */
export const texts = merge(shell, import.meta.glob<Texts>("../features/{conversations,board}/i18n/en.json", { eager: true, import: "default" }));

/** What Ant Design itself says. */
export const widgets = antd;
