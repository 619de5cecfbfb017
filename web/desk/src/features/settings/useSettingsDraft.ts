import type { Id, TenantSettings } from "@serviceos/shared/api";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { type Above, draftsKey, type FieldName, type OwnSettings } from "./api";
import { changedFields, originOf, ownOf, rebased } from "./own";

interface Kept {
  before: OwnSettings;
  after: OwnSettings;
}

/** What is being changed before it is saved: each field own or from above. Another page may be looked at meanwhile. */
export function useSettingsDraft(tenant: Id, settings: TenantSettings, above: Above, seesTop: boolean, hasAbove: boolean) {
  const client = useQueryClient();
  const stored = ownOf(settings);
  const [edited, setEdited] = useState(() => {
    const kept = client.getQueryData<Kept>([...draftsKey, tenant]);
    return kept && rebased(kept.before, kept.after, stored);
  });
  const own = edited ?? stored;
  const changed = changedFields(stored, own);

  useEffect(() => {
    // In the cache, since what it holds goes away with whoever signs out.
    client.setQueryDefaults(draftsKey, { gcTime: Infinity });
    if (changed.length > 0) client.setQueryData<Kept>([...draftsKey, tenant], { before: stored, after: own });
    else client.removeQueries({ queryKey: [...draftsKey, tenant] });
  });

  return {
    own,
    /** False at the top of the tree, where a field is either set or the product's default. */
    hasAbove,
    stored,
    changed,
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

/** While anything is unsaved, on whatever page, closing the tab asks first. */
export function useLeaveWarning(): void {
  const client = useQueryClient();
  useEffect(() => {
    if (warned.has(client)) return;
    warned.add(client);
    window.addEventListener("beforeunload", (event) => {
      if (client.getQueryCache().findAll({ queryKey: draftsKey }).length > 0) event.preventDefault();
    });
  }, [client]);
}

const warned = new WeakSet<QueryClient>();

export type SettingsDraft = ReturnType<typeof useSettingsDraft>;
