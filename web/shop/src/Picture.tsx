import type { JSX } from "preact";

/** A drawing for each kind of product on a 48 grid, and the hue it stands on. */
const drawings: Record<string, { hue: number; d: string }> = {
  nuts: { hue: 30, d: "M24 8c9 0 14 8 12 17-1.800 8-7 15-12 15s-10.200-7-12-15C10 16 15 8 24 8zM24 8c-3 8-3 24 0 32M15 16c4 3 14 3 18 0" },
  snacks: { hue: 12, d: "M14 10l3 3 3.500-3 3.500 3 3.500-3 3.500 3 3-3v28l-3-2-3.500 2-3.500-2-3.500 2-3.500-2-3 2zM19 22h10M19 28h7" },
  grains: { hue: 44, d: "M24 42V16M24 18c-4-1-6-5-5-9 4 1 6 5 5 9zM24 18c4-1 6-5 5-9-4 1-6 5-5 9zM24 27c-5 0-8-3-9-7 5 0 8 3 9 7zM24 27c5 0 8-3 9-7-5 0-8 3-9 7zM24 36c-5 0-8-3-9-7 5 0 8 3 9 7zM24 36c5 0 8-3 9-7-5 0-8 3-9 7z" },
  "fresh-fruit": { hue: 350, d: "M24 16c-3-4-13-3-14 6-1 10 6 19 11 18 2-.5 4-.5 6 0 5 1 12-8 11-18-1-9-11-10-14-6zM24 16c0-4 1-7 4-9M28 12c3 1 6 0 8-3-4-1-7 0-8 3z" },
  tea: { hue: 140, d: "M10 20h24v8c0 7-5 11-12 11s-12-4-12-11zM34 22h3a4 4 0 0 1 0 9h-4M18 14c-2-2 2-4 0-7M25 14c-2-2 2-4 0-7" },
  "gift-boxes": { hue: 355, d: "M9 18h30v7H9zM12 25h24v15H12zM24 18v22M24 18c-6 0-9-3-8-6s6-1 8 6zM24 18c6 0 9-3 8-6s-6-1-8 6z" },
  bakery: { hue: 35, d: "M8 24c0-7 7-11 16-11s16 4 16 11c0 3-2 4-4 4v8c0 2-1 3-3 3H15c-2 0-3-1-3-3v-8c-2 0-4-1-4-4zM18 20l3 5M25 19l3 5" },
  "baby-snacks": { hue: 320, d: "M18 18h12l3 6v13c0 2-1 3-3 3H18c-2 0-3-1-3-3V24zM20 18v-4h8v4M22 14c0-5 4-5 4 0M15 28h8M15 33h6" },
  audio: { hue: 225, d: "M10 30v-5a14 14 0 0 1 28 0v5M10 28h5v11h-3a2 2 0 0 1-2-2zM38 28h-5v11h3a2 2 0 0 0 2-2z" },
  power: { hue: 200, d: "M15 8h18a3 3 0 0 1 3 3v26a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3V11a3 3 0 0 1 3-3zM26 14l-6 11h8l-6 10" },
  "home-robots": { hue: 190, d: "M24 9a15 15 0 1 0 0 30 15 15 0 0 0 0-30zM24 18a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM12 15c7-5 17-5 24 0M24 33v3" },
  wearables: { hue: 265, d: "M17 15l1-8h12l1 8M17 33l1 8h12l1-8M17 15h14a3 3 0 0 1 3 3v12a3 3 0 0 1-3 3H17a3 3 0 0 1-3-3V18a3 3 0 0 1 3-3zM18 25l3-1 2-4 3 8 2-4h3" },
  computing: { hue: 215, d: "M7 17h34v17H7zM12 22h2M18 22h2M24 22h2M30 22h2M36 22h.01M12 29h3M19 29h11M34 29h2" },
  display: { hue: 240, d: "M7 10h34v23H7zM24 33v6M16 40h16M13 27l6-7 5 5 4-4 7 6" },
  kitchen: { hue: 20, d: "M14 14h20l2 25H12zM18 14c0-5 2-7 6-7s6 2 6 7M18 28h12M20 33h8M21 21h6" },
  masks: { hue: 185, d: "M12 17c6 0 8-3 12-3s6 3 12 3v13c0 5-7 8-12 8s-12-3-12-8zM12 20c-6-2-7 9 0 8M36 20c6-2 7 9 0 8M17 23h14M17 29h14" },
  thermometers: { hue: 5, d: "M20 9a4 4 0 0 1 8 0v19a8 8 0 1 1-8 0zM24 16v18M24 31a3.500 3.500 0 1 0 0 7 3.500 3.500 0 0 0 0-7zM32 12h4M32 18h3M32 24h4" },
  "blood-pressure": { hue: 210, d: "M8 15h22v20H8zM12 20h9v6h-9zM12 31h6M24 31h2M25 20h1M30 22c8 0 10 3 10 8s-3 9-7 9h-3" },
  "blood-glucose": { hue: 345, d: "M12 8h14v30H12zM16 13h6v7h-6zM16 26h6M36 20c-4 6-5 8-5 11a5 5 0 0 0 10 0c0-3-1-5-5-11z" },
  oximeters: { hue: 275, d: "M9 20c0-4 3-6 6-6h18c4 0 6 2 6 5v2H9zM9 27h30v2c0 4-2 6-6 6H15c-3 0-6-2-6-6zM16 21v6M27 18h6" },
  mobility: { hue: 160, d: "M20 28a9 9 0 1 0 9 9M18 10v16h14l5 12h4M18 18h11M18 7.500v.01" },
  respiratory: { hue: 195, d: "M24 9v14M24 20l-5 5M24 20l5 5M19 16c-7 3-11 11-11 19 0 5 11 4 11-3zM29 16c7 3 11 11 11 19 0 5-11 4-11-3z" },
  "first-aid": { hue: 0, d: "M8 16h32v23H8zM18 16v-4a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v4M24 21v13M17.500 27.500h13" },
  supports: { hue: 250, d: "M17 8h13c-1 8 1 12 3 17 2 6 2 10 1 15H17c-2-5-3-9-2-15 1-6 2-10 2-17zM16 18h15M14 30h20" },
  "test-kits": { hue: 300, d: "M16 8h10v26a5 5 0 0 1-10 0zM14 8h14M16 24h10M33 16h6v24h-6zM35 21h2M35 26h2" },
};

const other = { hue: 175, d: "M9 16l15-7 15 7v17l-15 7-15-7zM9 16l15 7 15-7M24 23v17" };

export function Picture({ category }: { category: string }): JSX.Element {
  const { hue, d } = drawings[category] ?? other;
  return (
    <span class="picture" style={{ "--hue": hue }}>
      <svg viewBox="0 0 48 48" aria-hidden="true">
        <path d={d} />
      </svg>
    </span>
  );
}
