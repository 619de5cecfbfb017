import shell from "./en.json";
import { merge, type Texts } from "./merge";

export const texts = merge(shell, import.meta.glob<Texts>("../features/*/i18n/en.json", { eager: true, import: "default" }));
