import shell from "./en.json";
import antd from "antd/locale/en_US";
import conversations from "../features/conversations/i18n/en.json";

/** What the first page says; the other features bring their own texts. */
export const texts = { ...shell, conversations };

/** What Ant Design itself says. */
export const widgets = antd;
