import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "../keys";

const PaletteDialog = lazy(() => import("./PaletteDialog").then((m) => ({ default: m.PaletteDialog })));

/** Ctrl/Cmd+K: people and commands; pinyin initials find Chinese ones. */
export function Palette() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<boolean>();
  useKeys("general", [{ keys: "mod+k", label: t("palette.open"), inFields: true, run: () => setOpen((was) => !was) }]);
  return open === undefined ? null : <Suspense><PaletteDialog open={open} onClose={() => setOpen(false)} /></Suspense>;
}
