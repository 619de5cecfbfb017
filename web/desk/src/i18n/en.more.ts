import { merge, type Texts } from "./merge";

/** What only the offices say: knowledge, staff, settings. */
export const texts = merge({}, import.meta.glob<Texts>(["../features/*/i18n/en.json", "!../features/{conversations,board}/i18n/*.json"], { eager: true, import: "default" }));
