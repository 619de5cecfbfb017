import type { Locale } from "@serviceos/shared/api";
import { share } from "@serviceos/shared/format";

/** A share as people read it; a dash when there is nothing to take one of. */
export const percent = (value: number | null | undefined, locale: Locale) => (value === null || value === undefined ? "–" : share(value, locale, 1));
