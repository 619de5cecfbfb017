import type { ConversationDetail, ConversationRow, Me } from "@serviceos/shared/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import i18next from "i18next";
import type { ReactNode } from "react";
import { initReactI18next } from "react-i18next";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import { textsOf } from "../../i18n";
import { meKey } from "../../session";
import { KeyListener } from "../../ui/keys";
import { LiveProvider } from "../../ui/live";
import { ToastProvider } from "../../ui/UndoToast";

/** One request as the fake server saw it. */
export interface Asked {
  method: string;
  path: string;
  body: Record<string, unknown>;
}

type Answer = { status?: number; body?: unknown };
export type FakeServer = Asked[] & { on: (method: string, path: RegExp, answer: (asked: Asked) => Answer) => void };

/** Stands in for the HTTP server: answers by method and path, newest rule first, 204 to the rest. */
export function fakeServer(): FakeServer {
  const rules: { method: string; path: RegExp; answer: (asked: Asked) => Answer }[] = [];
  const asked = Object.assign([] as Asked[], {
    on: (method: string, path: RegExp, answer: (asked: Asked) => Answer) => void rules.unshift({ method, path, answer }),
  });
  vi.stubGlobal("fetch", async (path: string, init: RequestInit = {}) => {
    const request: Asked = { method: init.method ?? "GET", path, body: typeof init.body === "string" ? (JSON.parse(init.body) as Record<string, unknown>) : {} };
    asked.push(request);
    const rule = rules.find((each) => each.method === request.method && each.path.test(path));
    if (!rule) return new Response(null, { status: 204 });
    const { status = 200, body } = rule.answer(request);
    return new Response(body === undefined ? null : JSON.stringify(body), { status });
  });
  vi.stubGlobal("EventSource", class {
    onopen = null;
    onerror = null;
    addEventListener() { /* no nudges in these tests */ }
    close() { /* nothing open */ }
  });
  return asked;
}

export const mei: Me = {
  id: "mei", name: "mei", displayName: "Mei", role: "agent", locale: "en",
  tenant: { id: "shop", slug: "shop", name: "Lamp shop", kind: "merchant" }, permissions: ["desk.read", "desk.reply"],
};

export function conversation(part: Partial<ConversationRow> = {}): ConversationRow {
  return {
    id: "c1", merchant: { id: "shop", name: "Lamp shop" }, channel: "web", state: "assigned", agent: { id: "mei", name: "Mei" },
    consumer: { id: "ana", name: "Ana", verified: true }, seq: 4, unread: 0, locale: "en", openedAt: "2026-11-21T10:00:00Z", ...part,
  };
}

export function detailOf(row: ConversationRow, part: Partial<ConversationDetail> = {}): ConversationDetail {
  return {
    row, timeZone: "Asia/Shanghai", orders: [], timeline: [], drafts: {}, viewers: [],
    consumer: { id: "ana", name: "Ana", verified: true, locale: "en", firstSeenAt: "2026-11-01T10:00:00Z", contacts: 1 }, ...part,
  };
}

/** Renders as in the app: signed in as Mei or another, in English, with keys and toasts. */
export async function show(children: ReactNode, me = mei, address = "/"): Promise<QueryClient> {
  localStorage.clear();
  await i18next.use(initReactI18next).init({ lng: "en", resources: { en: { translation: await textsOf("en") } }, interpolation: { escapeValue: false } });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meKey, me);
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        <LiveProvider>
          <ToastProvider>
            {children}
            <KeyListener />
          </ToastProvider>
        </LiveProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return client;
}
