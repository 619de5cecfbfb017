import type { JSX } from "preact";

/** Line icons on a 20 grid; decoration only, the control beside them carries the name. */
const paths = {
  close: "M5 5l10 10M15 5L5 15",
  leave: "M8 3.500H4v13h4M8.500 10h8M13 6.500l3.500 3.500-3.500 3.500",
  down: "M5 8l5 5 5-5",
  more: "M4.5 10h.01M10 10h.01M15.5 10h.01",
  person: "M10 10a3.2 3.2 0 1 0 0-6.4A3.2 3.2 0 0 0 10 10zM3.8 17c.6-3 3-4.6 6.2-4.6s5.6 1.6 6.2 4.6",
  attach: "M14.500 9.500l-5.300 5.300a3.400 3.400 0 0 1-4.800-4.800l6-6a2.300 2.300 0 0 1 3.200 3.200l-5.900 5.900a1.100 1.100 0 0 1-1.600-1.600l5-5",
  send: "M3.500 10L16.500 4l-3.800 12.500-3-5.200zM9.700 11.300L16.500 4",
  check: "M4.500 10.500l3.500 3.500 7.500-8",
  alert: "M10 6v5M10 13.800h.01M10 17.200a7.200 7.200 0 1 0 0-14.400 7.200 7.200 0 0 0 0 14.400z",
  file: "M6 2.800h5.500L15 6.300v10.900H6zM11.300 3v3.500h3.500",
  download: "M10 3.500v9M6.500 9.200L10 12.700l3.500-3.500M4 16.500h12",
  copy: "M7.500 7.500h8v8h-8zM12.500 7.500v-3h-8v8h3",
  box: "M3.500 6.500L10 3.200l6.500 3.300v7L10 16.800l-6.500-3.300zM3.500 6.500L10 9.800l6.500-3.300M10 9.800v7",
  star: "M10 2.800l2.250 4.650 5.050.7-3.680 3.550.9 5.050L10 14.320l-4.520 2.430.9-5.050L2.700 8.150l5.050-.7z",
  plus: "M10 4.500v11M4.500 10h11",
  redo: "M15.800 8.200A6.200 6.200 0 1 0 16.200 11M16 4.200v4h-4",
} as const;

export function Icon({ name, size = 20, filled = false }: { name: keyof typeof paths; size?: number; filled?: boolean }): JSX.Element {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill={filled ? "currentColor" : "none"}
        stroke="currentColor"
        stroke-width={name === "more" ? 2.6 : 1.6}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
