import type { PresenceState } from "@serviceos/shared/api";
import { Button, Dropdown, Tooltip, type MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import { useCommands } from "../../../ui/palette/commands";
import { useDesk } from "../list/desk";
import { usePresence, useSetPresence } from "./presence";

const reasons = ["break", "meal", "training", "meeting"] as const;

/** Online, busy or away with a reason, and how full one's hands are. */
export function PresenceSwitch() {
  const { t } = useTranslation();
  const { data: presence } = usePresence();
  const { desk } = useDesk();
  const set = useSetPresence();
  const state = presence?.state ?? "offline";
  const go = (next: PresenceState, reason?: string) => set.mutate({ state: next, ...(reason ? { reason } : {}) });
  useCommands((["online", "busy", "away"] as const).map((each) => ({
    id: `presence-${each}`, label: t("conversations.presence.go", { state: t(`conversations.presence.${each}`) }), run: () => go(each),
  })));
  const items: MenuProps["items"] = [
    { key: "online", label: <State of="online" />, onClick: () => go("online") },
    { key: "busy", label: <State of="busy" />, onClick: () => go("busy") },
    { key: "away", type: "group", label: t("conversations.presence.awayBecause"), children: reasons.map((reason) => ({
      key: reason, label: t(`conversations.presence.reason.${reason}`), onClick: () => go("away", reason),
    })) },
  ];
  const reason = presence?.reason;
  // The list's own count comes with every change; what presence says is as old as the last heartbeat.
  const assigned = desk.cursor === undefined ? (presence?.assigned ?? 0) : desk.counts.mine;
  return (
    <>
      <Dropdown trigger={["click"]} menu={{ items, selectable: true, selectedKeys: [state === "away" ? (reason ?? "") : state] }}>
        <Button type="text" size="small" aria-label={t("conversations.presence.label", { state: t(`conversations.presence.${state}`) })}>
          <State of={state} />
          {state === "away" && reason && <span className="muted">{t(`conversations.presence.reason.${reason}`, { defaultValue: reason })}</span>}
        </Button>
      </Dropdown>
      {presence && (
        <Tooltip title={t("conversations.presence.capacity")}>
          <span className={assigned >= presence.capacity ? "capacity full" : "capacity"}>{assigned}/{presence.capacity}</span>
        </Tooltip>
      )}
    </>
  );
}

export function State({ of }: { of: PresenceState }) {
  const { t } = useTranslation();
  return <span className={`presence ${of}`}>{t(`conversations.presence.${of}`)}</span>;
}
