/** The merchant's colour, and black or white on it, whichever can be read: one of the two always reaches 4.5 to 1. */
export interface Paint {
  back: string;
  ink: "#fff" | "#000";
}

export const accent = "#0F766E";

export function paintOf(color: string): Paint {
  const rgb = parse(color) ?? parse(accent) ?? [15, 118, 110];
  const light = luminance(rgb);
  const onWhite = 1.05 / (light + 0.05);
  return { back: `rgb(${rgb.join(" ")})`, ink: onWhite >= 4.5 ? "#fff" : "#000" };
}

export type Shades = Record<"accent" | "on-accent" | "accent-soft" | "own" | "own-ink", string>;

/** The merchant's colour as a theme needs it: what is text keeps 4.5 to 1 on every ground that it stands on. */
export function shadesOf(color: string, theme: { ground: string; sunken: string; theirs: string; ink: string }): Shades {
  const brand = parse(color) ?? parse(accent) ?? [15, 118, 110];
  const ground = parse(theme.ground) ?? [255, 255, 255];
  const soft = mix(brand, ground, 0.14);
  const own = mix(brand, ground, 0.2);
  const grounds = [ground, parse(theme.sunken) ?? ground, parse(theme.theirs) ?? ground, soft];
  const ink = parse(theme.ink) ?? [0, 0, 0];
  // toward the ink, which can be read on all of them, no further than needed
  let text = brand;
  for (let step = 1; step <= 20 && grounds.some((back) => ratio(text, back) < 4.5); step++) text = mix(ink, brand, step / 20);
  return {
    accent: rgb(text),
    "on-accent": 1.05 / (luminance(text) + 0.05) >= 4.5 ? "#ffffff" : "#000000",
    "accent-soft": rgb(soft),
    own: rgb(own),
    "own-ink": ratio(ink, own) >= 4.5 ? theme.ink : luminance(own) > 0.18 ? "#000000" : "#ffffff",
  };
}

export function contrast(a: string, b: string): number {
  return ratio(parse(a) ?? [0, 0, 0], parse(b) ?? [0, 0, 0]);
}

function ratio(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/** So much of the first, the rest of the second. */
function mix(a: Rgb, b: Rgb, part: number): Rgb {
  return a.map((value, at) => Math.round(value * part + (b[at] ?? 0) * (1 - part))) as Rgb;
}

const rgb = (color: Rgb): string => `rgb(${color.join(" ")})`;

type Rgb = [number, number, number];

function parse(color: string): Rgb | null {
  const long = /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(color.trim());
  const short = /^#?([0-9a-f]{3})$/i.exec(color.trim());
  const hex = long?.[1] ?? short?.[1]?.replace(/./g, "$&$&");
  if (hex) return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16)) as Rgb;
  const parts = /^rgb\((\d+) (\d+) (\d+)\)$/.exec(color);
  return parts ? [Number(parts[1]), Number(parts[2]), Number(parts[3])] : null;
}

function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
