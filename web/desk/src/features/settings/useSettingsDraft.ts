import type { TenantSettings } from "@serviceos/shared/api";
import { useState } from "react";
import type { Above, FieldName, OwnSettings } from "./api";
import { changedFields, originOf, ownOf } from "./own";

/** What is being changed before it is saved: each field own or from above. */
export function useSettingsDraft(settings: TenantSettings, above: Above, seesTop: boolean, hasAbove: boolean) {
  const stored = ownOf(settings);
  const [edited, setEdited] = useState<OwnSettings>();
  const own = edited ?? stored;

  return {
    own,
    /** False at the top of the tree, where a field is either set or the product's default. */
    hasAbove,
    stored,
    changed: changedFields(stored, own),
    isOwn: (field: FieldName) => own[field] !== undefined,
    origin: (field: FieldName) => originOf(field, above, seesTop),
    /** What would be in force; from above, as far as that can be seen. */
    value: <F extends FieldName>(field: F): TenantSettings[F] =>
      (own[field] as TenantSettings[F] | undefined) ?? above[0]?.settings[field] ?? settings[field],
    /** Given back to nodes that I may not see: what it will be shows after saving. */
    isUnseen: (field: FieldName) => own[field] === undefined && stored[field] !== undefined && above.length === 0,
    set: <F extends FieldName>(field: F, value: TenantSettings[F]) => setEdited({ ...own, [field]: value }),
    inherit: (field: FieldName) => {
      const { [field]: _own, ...rest } = own;
      setEdited(rest);
    },
    discard: () => setEdited(undefined),
  };
}

export type SettingsDraft = ReturnType<typeof useSettingsDraft>;
