import { ConfigProvider, theme as antd, type ThemeConfig } from "antd";
import { createContext, useCallback, useContext, useLayoutEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { useWidgetTexts } from "./i18n";

export type ThemeChoice = "light" | "dark" | "auto";

const stored = "serviceos.theme";
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

const colours = {
  light: {
    colorPrimary: "#0f766e", colorPrimaryHover: "#0b857b", colorPrimaryActive: "#115e59", colorPrimaryBg: "#e3f1ef",
    colorPrimaryBgHover: "#d3e9e6", colorPrimaryBorder: "#9fcfca", colorPrimaryBorderHover: "#5fb0a8", colorPrimaryText: "#0f766e",
    colorInfo: "#0f766e", colorInfoBg: "#e3f1ef", colorInfoBorder: "#9fcfca", colorLink: "#0f766e", colorLinkHover: "#0b857b",
    colorErrorBg: "#fdecea", colorErrorBorder: "#f0b6b0", colorErrorHover: "#c8372b", colorWarningBg: "#fdf3dc", colorWarningBorder: "#ecd49a",
    colorSuccessBg: "#e4f4e9", colorSuccessBorder: "#a9d8b8",
    colorError: "#b42318", colorWarning: "#b45309", colorSuccess: "#176b36",
    colorText: "#182023", colorTextSecondary: "#566367", colorTextTertiary: "#6a777b", colorTextDescription: "#6a777b",
    colorTextPlaceholder: "#6a777b", colorBorder: "#c3cccd", colorBorderSecondary: "#e1e6e7",
    colorBgContainer: "#ffffff", colorBgElevated: "#ffffff", colorBgLayout: "#f4f6f6",
  },
  dark: {
    colorPrimary: "#5eead4", colorPrimaryHover: "#99f6e4", colorPrimaryActive: "#2dd4bf", colorPrimaryBg: "#14302d",
    colorPrimaryBgHover: "#193d39", colorPrimaryBorder: "#2b5f58", colorPrimaryText: "#5eead4",
    colorInfo: "#5eead4", colorInfoBg: "#14302d", colorInfoBorder: "#2b5f58",
    colorErrorBg: "#3a1a18", colorErrorBorder: "#6b2f2a", colorWarningBg: "#33270f", colorWarningBorder: "#5c4718",
    colorSuccessBg: "#14301f", colorSuccessBorder: "#2a5c3e", colorLink: "#5eead4", colorLinkHover: "#99f6e4",
    colorError: "#ff8f85", colorErrorHover: "#ffb0a8", colorWarning: "#f3b954", colorSuccess: "#74cf92",
    colorText: "#e4e9ea", colorTextSecondary: "#a3b0b3", colorTextTertiary: "#8c9a9e", colorTextDescription: "#8c9a9e",
    colorTextPlaceholder: "#8c9a9e", colorBorder: "#445053", colorBorderSecondary: "#2a3234",
    colorBgContainer: "#161b1d", colorBgElevated: "#1f2628", colorBgLayout: "#0f1314",
    colorTextLightSolid: "#06201d", colorBgSpotlight: "#dfe6e7",
  },
} as const;

/** Ant Design's algorithms dim seed colours in the dark; the last function puts our own back. */
function themeOf(mode: "light" | "dark", motion: boolean): ThemeConfig {
  const base = mode === "dark" ? antd.darkAlgorithm : antd.defaultAlgorithm;
  return {
    algorithm: [base, (_, map) => ({ ...(map ?? base(antd.defaultSeed)), ...colours[mode] })],
    token: {
      ...colours[mode],
      borderRadius: 6, borderRadiusSM: 4, fontSize: 14, controlHeight: 32, controlHeightSM: 24, fontFamily: "inherit",
      // a dialog that waits for the end of a motion that the style sheet forbids would never be seen
      motion, motionDurationFast: "0.08s", motionDurationMid: "0.12s", motionDurationSlow: "0.15s",
    },
    components: {
      Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" },
      Segmented: { trackPadding: 2 },
      Tooltip: { fontSize: 13 },
    },
  };
}

interface Theme {
  choice: ThemeChoice;
  mode: "light" | "dark";
  choose: (choice: ThemeChoice) => void;
}

const ThemeContext = createContext<Theme>({ choice: "auto", mode: "light", choose: () => undefined });

/** Light, dark or as the system says; kept in this browser. */
export function ThemeProvider({ children }: { children: ReactNode }) {
  const [choice, setChoice] = useState<ThemeChoice>(read);
  const systemDark = useSyncExternalStore(subscribe, () => dark.matches);
  const mode = choice === "auto" ? (systemDark ? "dark" : "light") : choice;
  const motion = useSyncExternalStore(subscribeMotion, () => !still.matches);
  const texts = useWidgetTexts();

  // before any effect below reads a colour: a chart would draw in those of the theme before
  useLayoutEffect(() => {
    document.documentElement.dataset["theme"] = mode;
  }, [mode]);

  const choose = useCallback((next: ThemeChoice) => {
    localStorage.setItem(stored, next);
    setChoice(next);
  }, []);
  const value = useMemo(() => ({ choice, mode, choose }), [choice, mode, choose]);
  const config = useMemo(() => themeOf(mode, motion), [mode, motion]);

  return (
    <ThemeContext value={value}>
      <ConfigProvider theme={config} {...(texts ? { locale: texts } : {})} button={{ autoInsertSpace: false }}>
        {children}
      </ConfigProvider>
    </ThemeContext>
  );
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}

function read(): ThemeChoice {
  const value = localStorage.getItem(stored);
  return value === "light" || value === "dark" ? value : "auto";
}

function subscribeMotion(changed: () => void): () => void {
  still.addEventListener("change", changed);
  return () => still.removeEventListener("change", changed);
}

function subscribe(changed: () => void): () => void {
  dark.addEventListener("change", changed);
  return () => dark.removeEventListener("change", changed);
}
