import type { LanguageModel, Me, Tenant, TenantSettings } from "@serviceos/shared/api";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { vi } from "vitest";
import { needTexts, startI18n } from "../../i18n";
import { meKey } from "../../session";
import { KeyListener } from "../../ui/keys";
import { ToastProvider } from "../../ui/UndoToast";

export const shop: Tenant = { id: "m", parentId: "u", kind: "merchant", slug: "tea", name: "Tea" };

export const settings: TenantSettings = {
  name: "Tea", color: "#0F766E", locale: "en", receptionMode: "mixed", botRatio: 0.5, greeting: { "zh-CN": "您好", en: "Hello" }, offlineMessage: { "zh-CN": "留言", en: "Away" },
  timeZone: "Asia/Shanghai", businessHours: [], holidays: [], firstResponseSeconds: 60, agentCapacity: 5, answerThreshold: 0.6, choicesThreshold: 0.3, replayLostMax: 0.01, allowedOrigins: [], inherited: ["color", "timeZone", "greeting", "answerThreshold", "choicesThreshold"],
};

export const noModel: LanguageModel = {
  keySet: false, drafts: false, answers: false, summaries: false, tokensPerMonth: 1_000_000, timeoutMs: 4_000, keepTexts: false, tokensUsed: 0,
  inherited: ["endpoint", "drafts", "answers", "summaries", "tokensPerMonth", "timeoutMs", "keepTexts", "persona"],
};

const me: Me = {
  id: "kang", name: "kang", displayName: "Kang", role: "merchant-owner", locale: "en",
  tenant: { id: "m", slug: "tea", name: "Tea", kind: "merchant" }, permissions: ["settings.read", "settings.write"],
};

/** Shows a part of the settings as the shop's owner sees it, in English; what isn't answered for by its path is empty. */
export async function show(children: ReactNode, answers: Record<string, unknown> = {}): Promise<void> {
  localStorage.setItem("serviceos.locale", "en");
  await needTexts("settings").then(startI18n);
  vi.stubGlobal("ResizeObserver", class { observe() {} unobserve() {} disconnect() {} });
  vi.stubGlobal("fetch", async (path: string) => Response.json(answers[path] ?? (path.endsWith("/language-model") ? noModel : {})));
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(meKey, me);
  render(
    <QueryClientProvider client={client}>
      <MemoryRouter><ToastProvider>{children}<KeyListener /></ToastProvider></MemoryRouter>
    </QueryClientProvider>,
  );
}
