import type { JSX } from "preact";
import type { View } from "./App";
import { say } from "./data";
import { words } from "./words";

const themes = ["auto", "light", "dark"] as const;

export function TopBar({ view }: { view: View }): JSX.Element {
  const { shop, language, theme, shopper, go } = view;
  const word = words[language];
  return (
    <header>
      <a
        class="brand"
        href={location.pathname}
        onClick={(event) => {
          event.preventDefault();
          go({ product: "" });
        }}
      >
        <span class="mark" aria-hidden="true">
          {say(shop.merchant.name, language).slice(0, 1)}
        </span>
        <span>{say(shop.merchant.name, language)}</span>
      </a>
      <div class="tools">
        <label>
          <span>{word.signedIn}</span>
          <select value={shopper ?? ""} onChange={(event) => go({ shopper: event.currentTarget.value === "" ? null : Number(event.currentTarget.value) })}>
            <option value="">{word.visitor}</option>
            {shop.shoppers.map((one, at) => (
              <option key={one.name} value={at}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{word.theme}</span>
          <select value={theme} onChange={(event) => go({ theme: event.currentTarget.value })}>
            {themes.map((one) => (
              <option key={one} value={one}>
                {word[`theme.${one}`]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{word.language}</span>
          <select value={language} onChange={(event) => go({ language: event.currentTarget.value === "en" ? "en" : "zh-CN" })}>
            <option value="zh-CN">中文</option>
            <option value="en">English</option>
          </select>
        </label>
      </div>
    </header>
  );
}
