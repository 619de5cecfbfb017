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

export function contrast(a: string, b: string): number {
  const [x, y] = [luminance(parse(a) ?? [0, 0, 0]), luminance(parse(b) ?? [0, 0, 0])];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

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
