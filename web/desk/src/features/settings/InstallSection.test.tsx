import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { SettingsForm } from "./SettingsForm";
import { settings, shop, show } from "./testing";

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

test("the check names the shop in the language of the page", async () => {
  await show(<SettingsForm node={shop} settings={settings} above={[]} seesTop />, { "/v1/widget/tea": { name: { "zh-CN": "茶铺", en: "Tea" }, open: true } });
  fireEvent.click(await screen.findByRole("button", { name: "Check" }));
  expect(await screen.findByText("The chat window loads: Tea")).toBeTruthy();
});
