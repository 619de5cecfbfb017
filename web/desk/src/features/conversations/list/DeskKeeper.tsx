import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMatch, useNavigate } from "react-router";
import { useMe } from "../../../session";
import { setAttention } from "../../../ui/attention";
import { useLiveEvent, useLive } from "../../../ui/live";
import { useFinder, type Command } from "../../../ui/palette/commands";
import { finds } from "../../../ui/palette/pinyin";
import { keys } from "../keys";
import { nameOf } from "../names";
import { pullThread } from "../thread/thread";
import { usePresenceHeartbeat } from "../actions/presence";
import { deskSync, useDesk } from "./desk";
import type { News } from "./rows";
import { ring } from "./sound";

/** A broken proxy may swallow the live connection while calls still work. */
const pollMs = 15_000;
const foundMost = 6;

/** Keeps the desk's rows, badge and sound right on every page. Shows nothing. */
export function DeskKeeper() {
  const client = useQueryClient();
  const me = useMe();
  const live = useLive();
  const open = useMatch("/conversations/:id")?.params.id;
  const [sync] = useState(() => deskSync(client, me.id));
  const { desk } = useDesk();
  usePresenceHeartbeat();

  useEffect(() => {
    void sync.ensure("mine");
    void sync.ensure("queue");
    const poll = setInterval(() => live.state !== "live" && void sync.pull(), pollMs);
    return () => {
      clearInterval(poll);
      sync.stop();
    };
  }, [sync, live]);

  useEffect(() => sync.listen((news: News) => {
    if (news.queued > 0 || news.unread > 0) ring();
    for (const id of news.moved) void client.invalidateQueries({ queryKey: keys.detail(id) });
  }), [sync, client]);

  useLiveEvent("catchUp", () => {
    void Promise.all([sync.pull(), open ? pullThread(client, open) : undefined]).finally(() => live.caughtUp());
  });
  useLiveEvent("changed", (changed) => {
    if (changed.list || changed.many || changed.conversations.length > 0) void sync.pull();
    if (open && (changed.many || changed.conversations.includes(open))) void pullThread(client, open);
    if (!changed.presence) return;
    void client.invalidateQueries({ queryKey: keys.agents });
    void client.invalidateQueries({ queryKey: keys.presence, exact: true });
  });
  useLiveEvent("typing", (typing) => {
    client.setQueryData(keys.typing(typing.conversation), { ...typing, at: Date.now() });
  });
  useLiveEvent("viewing", (viewing) => {
    client.setQueryData(keys.viewers(viewing.conversation), { names: viewing.agents, at: Date.now() });
  });

  const { t } = useTranslation();
  const go = useNavigate();
  // Names are found here by their initials, which the server doesn't know.
  useFinder((typed) => {
    const found: Command[] = [];
    for (const { row } of desk.entries.values()) {
      if (found.length === foundMost) break;
      if (!row.consumer.name || !finds(typed, row.consumer.name)) continue;
      found.push({ id: row.id, label: nameOf(row.consumer, t), hint: row.merchant.name, run: () => void go(`/conversations/${row.id}?view=all`) });
    }
    return found;
  });

  const waiting = desk.counts.queue;
  const { unread } = desk;
  useEffect(() => setAttention({ waiting, unread }), [waiting, unread]);
  return null;
}
