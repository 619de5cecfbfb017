import {
  BookOutlined, DashboardOutlined, MessageOutlined, QuestionCircleOutlined, SettingOutlined, TeamOutlined,
} from "@ant-design/icons";
import type { Permission } from "@serviceos/shared/api";
import { Dropdown, Tooltip, type MenuProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";
import { setLocale, useLocale } from "../i18n";
import { useMay, useMe, useSignOut } from "../session";
import { useTheme, type ThemeChoice } from "../theme";
import { useAttention } from "./attention";
import { keyText } from "./keyText";
import { useKeys } from "./keys";
import { useCommands } from "./palette/commands";

interface Place {
  to: string;
  text: string;
  icon: ReactNode;
  permission: Permission;
  keys: string;
}

const places: Place[] = [
  { to: "/conversations", text: "nav.conversations", icon: <MessageOutlined />, permission: "desk.read", keys: "g c" },
  { to: "/board", text: "nav.board", icon: <DashboardOutlined />, permission: "board.read", keys: "g b" },
  { to: "/knowledge", text: "nav.knowledge", icon: <BookOutlined />, permission: "knowledge.read", keys: "g k" },
  { to: "/staff", text: "nav.staff", icon: <TeamOutlined />, permission: "staff.read", keys: "g p" },
  { to: "/settings", text: "nav.settings", icon: <SettingOutlined />, permission: "settings.read", keys: "g s" },
];

/** The rail at the left: places one may go to, and oneself at the foot. */
export function Nav() {
  const { t } = useTranslation();
  const go = useNavigate();
  const may = useMay();
  const { waiting } = useAttention();
  const mine = places.filter((place) => may(place.permission));
  useKeys("general", mine.map((place) => ({ keys: place.keys, label: t(place.text), run: () => void go(place.to) })));
  useCommands(mine.map((place) => ({
    id: place.to, label: t("nav.go", { place: t(place.text) }), keys: place.keys, run: () => void go(place.to),
  })));

  return (
    <nav className="nav" aria-label={t("nav.label")}>
      <img src="/desk/icon.svg" alt="ServiceOS" width={28} height={28} className="nav-logo" />
      <ul>
        {mine.map((place) => (
          <li key={place.to}>
            <Tooltip title={<>{t(place.text)} <small>{keyText(place.keys)}</small></>} placement="right">
              <NavLink to={place.to}>
                <span className="nav-icon">
                  {place.icon}
                  {place.to === "/conversations" && waiting > 0 && (
                    <span className="nav-badge" aria-hidden>{waiting > 999 ? "999+" : waiting}</span>
                  )}
                </span>
                <span className="nav-text">{t(place.text)}</span>
                {place.to === "/conversations" && waiting > 0 && <span className="visually-hidden">{t("nav.waiting", { count: waiting })}</span>}
              </NavLink>
            </Tooltip>
          </li>
        ))}
      </ul>
      <Account />
    </nav>
  );
}

function Account() {
  const { t } = useTranslation();
  const me = useMe();
  const signOut = useSignOut();
  const go = useNavigate();
  const locale = useLocale();
  const { choice, choose } = useTheme();
  const themes: ThemeChoice[] = ["light", "dark", "auto"];
  useCommands([
    ...themes.map((each) => ({ id: `theme-${each}`, label: t(`theme.set.${each}`), run: () => choose(each) })),
    { id: "locale", label: locale === "en" ? "切换到中文" : "Switch to English", run: () => void setLocale(locale === "en" ? "zh-CN" : "en") },
    { id: "me", label: t("nav.me"), run: () => void go("/me") },
    { id: "sign-out", label: t("signOut"), run: () => signOut.mutate() },
  ]);
  const items: MenuProps["items"] = [
    { key: "who", type: "group", label: <><b>{me.displayName}</b> · {t(`role.${me.role}`)}<br />{me.tenant.name}</> },
    { key: "me", label: t("nav.me"), onClick: () => void go("/me") },
    { type: "divider" },
    { key: "theme", type: "group", label: t("theme.title"), children: themes.map((each) => ({ key: each, label: t(`theme.${each}`), onClick: () => choose(each) })) },
    { key: "locale", type: "group", label: t("language"), children: [
      { key: "zh-CN", label: "中文", onClick: () => void setLocale("zh-CN") },
      { key: "en", label: "English", onClick: () => void setLocale("en") },
    ] },
    { type: "divider" },
    { key: "out", label: t("signOut"), onClick: () => signOut.mutate() },
  ];
  return (
    <div className="nav-foot">
      <Tooltip title={t("keys.title")} placement="right">
        <button type="button" className="plain-button nav-button" aria-label={t("keys.title")}
          onClick={() => document.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }))}>
          <QuestionCircleOutlined />
        </button>
      </Tooltip>
      <Dropdown trigger={["click"]} placement="topLeft" menu={{ items, selectable: true, selectedKeys: [choice, locale] }}>
        <button type="button" className="plain-button nav-me" aria-label={t("nav.account", { name: me.displayName })}>
          {[...me.displayName].slice(0, 1)}
        </button>
      </Dropdown>
    </div>
  );
}
