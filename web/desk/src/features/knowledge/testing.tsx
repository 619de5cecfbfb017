import type { Me } from "@serviceos/shared/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import { moreTexts, startI18n } from "../../i18n";
import { meKey } from "../../session";
import { KeyListener } from "../../ui/keys";
import { ToastProvider } from "../../ui/UndoToast";

export const tenant = "0".repeat(32);
const me: Me = {
  id: "1".repeat(32), name: "mei", displayName: "Mei", role: "merchant-owner", locale: "en", permissions: ["knowledge.read", "knowledge.write"],
  tenant: { id: tenant, slug: "lantern-tea", name: "Lantern Tea", kind: "merchant" },
};

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}
/** Answers one call; undefined is 404. An object with a `status` and `problem` is that problem. */
export type FakeServer = (asked: Asked) => unknown;

/** Shows a screen as its owner sees it, in English, against a fake server; gives what was asked of it. */
export async function show(screen: ReactNode, server: FakeServer, address = "/knowledge"): Promise<Asked[]> {
  localStorage.clear();
  localStorage.setItem("serviceos.locale", "en");
  await startI18n();
  await moreTexts();
  vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
  const calls: Asked[] = [];
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    const url = new URL(input, "http://desk.test");
    const asked = { method: init.method ?? "GET", path: url.pathname, query: url.searchParams, body: typeof init.body === "string" ? (JSON.parse(init.body) as unknown) : init.body };
    calls.push(asked);
    return responseOf(server(asked));
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meKey, me);
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter initialEntries={[address]}>
        <ToastProvider>{screen}<KeyListener /></ToastProvider>
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return calls;
}

function responseOf(answer: unknown): Response {
  if (answer === undefined) return Response.json({ type: "about:blank", title: "Not found", status: 404 }, { status: 404 });
  if (answer === null) return new Response(null, { status: 204 });
  const problem = answer as { status?: number; problem?: unknown };
  return problem.problem ? Response.json(problem.problem, { status: problem.status ?? 500 }) : Response.json(answer);
}
