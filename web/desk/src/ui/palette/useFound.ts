import type { FoundConversations, FoundOrder, KnowledgePageOf, Paged, StaffMember } from "@serviceos/shared/api";
import { call, query } from "@serviceos/shared/http";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useMay } from "../../session";
import { findKnown, type Command } from "./commands";
import { finds } from "./pinyin";

const peopleMost = 6;
const othersMost = 5;
type Go = (to: string) => void;

/** People, orders, knowledge and colleagues that fit what was typed: of each a few, and only what one may see. */
export function useFound(typed: string): Command[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const may = useMay();
  const wanted = typed.trim();
  const go: Go = (to) => void navigate(to);

  const people = useAsked<FoundConversations>("people", wanted, may("desk.read"), `/v1/desk/search${query({ q: wanted, limit: peopleMost })}`);
  const orders = useAsked<Paged<FoundOrder>>("orders", wanted, may("desk.read"), `/v1/desk/orders${query({ q: wanted, limit: othersMost })}`);
  const items = useAsked<KnowledgePageOf>("items", wanted, may("knowledge.read"), `/v1/knowledge/items${query({ q: wanted, limit: othersMost })}`);
  // All of them at once: initials are matched here, and a team is not long.
  const staff = useAsked<Paged<StaffMember>>("staff", wanted === "" ? "" : "*", may("staff.read"), "/v1/staff");
  if (!wanted) return [];
  return [
    ...unique([...findKnown(wanted), ...(people?.items ?? []).map((row) => conversationOf(row, people?.matches[row.id], t, go))]).slice(0, peopleMost),
    ...(orders?.items ?? []).map((order) => ({
      id: `order-${order.number}-${order.merchant}`, label: order.number, hint: t("palette.order", { name: order.merchant }),
      run: () => go(`/conversations${query({ view: "all", q: order.number })}`),
    })),
    ...(items?.items ?? []).map((item) => ({ id: `item-${item.id}`, label: item.question, hint: t("palette.item"), run: () => go(`/knowledge?item=${item.id}`) })),
    ...(staff?.items ?? []).filter((one) => finds(wanted, one.displayName) || finds(wanted, one.name)).slice(0, othersMost).map((one) => ({
      id: `staff-${one.id}`, label: one.displayName, hint: t(`role.${one.role}`), run: () => go(`/staff${query({ find: one.displayName })}`),
    })),
  ];
}

/** @param line What was said there that holds what was typed; where only the name or an order does, the last words. */
export function conversationOf(row: FoundConversations["items"][number], line: string | undefined, t: TFunction, go: Go): Command {
  return {
    id: row.id, label: row.consumer.name ?? t("palette.visitor", { id: row.consumer.id.slice(-4) }), hint: row.merchant.name, line: line ?? row.lastMessage?.preview,
    run: () => go(`/conversations/${row.id}?view=all`),
  };
}

function useAsked<T>(kind: string, wanted: string, allowed: boolean, path: string): T | undefined {
  const { data } = useQuery({
    queryKey: ["palette", kind, wanted],
    enabled: wanted !== "" && allowed,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    queryFn: ({ signal }) => call<T>("GET", path, undefined, signal),
  });
  return data;
}

function unique(commands: Command[]): Command[] {
  return [...new Map(commands.map((command) => [command.id, command])).values()];
}
