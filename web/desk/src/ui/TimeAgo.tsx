import type { Instant } from "@serviceos/shared/api";
import { ago, full } from "@serviceos/shared/format";
import { useLocale } from "../i18n";
import { useSlowNow } from "./now";

/** "3 min. ago"; the full instant on hover. */
export function TimeAgo({ at }: { at: Instant }) {
  const locale = useLocale();
  const now = useSlowNow();
  return <time dateTime={at} title={full(at, locale)}>{ago(at, now, locale)}</time>;
}
