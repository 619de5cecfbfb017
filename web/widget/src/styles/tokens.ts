import { shadesOf } from "../colour";

/** The colours of both themes; every text on its ground keeps AA contrast, which a test checks. */

export const light = {
  ground: "#ffffff",
  sunken: "#f5f7f8",
  raised: "#ffffff",
  line: "#dfe4e7",
  "line-strong": "#7c8a94",
  ink: "#17212b",
  soft: "#55636e",
  accent: "#0f766e",
  "on-accent": "#ffffff",
  "accent-soft": "#dcf1ee",
  own: "#d3eeea",
  "own-ink": "#0b3b37",
  theirs: "#eef1f3",
  red: "#b42318",
  "red-soft": "#fdeceb",
  amber: "#8a5300",
  "amber-soft": "#fdf2dc",
  green: "#157347",
  "green-soft": "#e1f3e8",
  shadow: "0 12px 40px #10182840, 0 0 0 1px #1018281a",
} as const;

export type Token = keyof typeof light;

export const dark: Record<Token, string> = {
  ground: "#14191d",
  sunken: "#1b2227",
  raised: "#1b2227",
  line: "#303a42",
  "line-strong": "#7d8c97",
  ink: "#e6ebee",
  soft: "#a3b0ba",
  accent: "#5eead4",
  "on-accent": "#06302c",
  "accent-soft": "#143a37",
  own: "#17504b",
  "own-ink": "#e4fbf7",
  theirs: "#262f36",
  red: "#fda29b",
  "red-soft": "#471a17",
  amber: "#fbc767",
  "amber-soft": "#3f2d0c",
  green: "#86dba9",
  "green-soft": "#163a27",
  shadow: "0 12px 40px #000000a6, 0 0 0 1px #ffffff1f",
};

/** All tokens of both themes, those of the accent from the shop's colour. */
export function tokensCss(color: string): string {
  const set = (scheme: "light" | "dark", tokens: Record<Token, string>) =>
    `{color-scheme:${scheme};${Object.entries({ ...tokens, ...shadesOf(color, tokens) })
      .map(([name, value]) => `--${name}:${value}`)
      .join(";")}}`;
  return `.serviceos${set("light", light)}.serviceos[data-theme=dark]${set("dark", dark)}@media (prefers-color-scheme:dark){.serviceos[data-theme=auto]${set("dark", dark)}}`;
}
