import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { noteSignedIn, useSession } from "./session";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Who() {
  const { data, isPending } = useSession();
  return <output>{isPending ? "…" : (data?.displayName ?? "nobody")}</output>;
}

/** Opens the desk where the server answers so; tells how often it was asked. */
async function open(status: number, name: string) {
  const fetched = vi.fn(async () => Response.json(status === 200 ? { displayName: name } : { title: "No", status }, { status }));
  vi.stubGlobal("fetch", fetched);
  render(<QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}><Who /></QueryClientProvider>);
  await screen.findByText(name);
  cleanup();
  return fetched.mock.calls.length;
}

test("the server is asked who one is only where somebody signed in, until that session has ended", async () => {
  localStorage.clear();
  expect(await open(401, "nobody")).toBe(0);
  noteSignedIn(true);
  expect(await open(200, "Mei")).toBe(1);
  expect(await open(401, "nobody")).toBe(1);
  expect(await open(401, "nobody")).toBe(0);
});
