import type { Me } from "@serviceos/shared/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import { needTexts, startI18n } from "../../i18n";
import { meKey } from "../../session";

const hua: Me = {
  id: "hua", name: "hua", displayName: "Hua", role: "manager", locale: "en", permissions: ["board.read", "desk.read"],
  tenant: { id: "m", slug: "lamps", name: "Lamp shop", kind: "merchant" },
};

/** Shows a part of the board to a manager, in English; every call gets what `answer` gives for its address. */
export async function show(screen: ReactNode, answer: (url: URL) => unknown): Promise<void> {
  localStorage.setItem("serviceos.locale", "en");
  await needTexts("board").then(startI18n);
  vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
  vi.stubGlobal("fetch", async (input: string) => Response.json(answer(new URL(input, "http://desk.test"))));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meKey, hua);
  render(<QueryClientProvider client={client}><MemoryRouter>{screen}</MemoryRouter></QueryClientProvider>);
}
