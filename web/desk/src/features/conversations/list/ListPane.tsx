import { SoundOutlined } from "@ant-design/icons";
import type { DeskView, Id } from "@serviceos/shared/api";
import { count } from "@serviceos/shared/format";
import { Button, Dropdown, Tooltip } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { useLocale } from "../../../i18n";
import { useMay } from "../../../session";
import { useKeys } from "../../../ui/keys";
import { useLiveState } from "../../../ui/live";
import { useCommands } from "../../../ui/palette/commands";
import { useToasts } from "../../../ui/UndoToast";
import { PresenceSwitch } from "../actions/PresenceSwitch";
import { useTakeNext } from "../api";
import { useDesk } from "./desk";
import { List } from "./List";
import { allViews, type Desk } from "./rows";
import { setSoundVolume, soundVolume, type Volume } from "./sound";

interface Props {
  view: DeskView;
  openId: Id | undefined;
  onView: (view: DeskView) => void;
  onOpen: (id: Id) => void;
  /** Mine from now on. */
  onTaken: (id: Id) => void;
}

export function ListPane({ view, openId, onView, onOpen, onTaken }: Props) {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const asked = search.get("q") ?? "";
  const [typed, setTyped] = useState(asked);
  // The palette may point here with words of its own.
  const [askedBefore, setAskedBefore] = useState(asked);
  if (asked !== askedBefore) {
    setAskedBefore(asked);
    if (asked) setTyped(asked);
  }
  const words = useDeferredValue(typed.trim());
  return (
    <section className="list-pane" aria-label={t("conversations.list")}>
      <header className="list-head">
        <PresenceSwitch />
        <Connection />
        <SoundSwitch />
      </header>
      <Tabs view={view} onView={onView} />
      <div className="list-tools">
        <input type="search" value={typed} placeholder={t("conversations.search")} aria-label={t("conversations.search")}
          onChange={(event) => setTyped(event.target.value)} onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()} />
        <TakeNext onTaken={(id) => {
          setTyped("");
          onTaken(id);
        }} />
      </div>
      <List view={view} words={words} openId={openId} onOpen={onOpen} />
    </section>
  );
}

function Tabs({ view, onView }: { view: DeskView; onView: (view: DeskView) => void }) {
  const { t } = useTranslation();
  const { desk } = useDesk();
  return (
    <div className="list-tabs" role="tablist" aria-label={t("conversations.views")}>
      {allViews.map((each) => (
        <button key={each} type="button" role="tab" aria-selected={each === view} onClick={() => onView(each)}>
          {t(`conversations.view.${each}`)}
          <Count value={countOf(desk, each)} />
        </button>
      ))}
    </div>
  );
}

function Count({ value }: { value: number | undefined }) {
  const locale = useLocale();
  return value === undefined ? null : <span className="num">{count(value, locale)}</span>;
}

function countOf(desk: Desk, view: DeskView): number | undefined {
  return view === "mine" || view === "queue" || view === "bot" ? desk.counts[view] : undefined;
}

/** The answer to a storm: one figure and one button. */
function TakeNext({ onTaken }: { onTaken: (id: Id) => void }) {
  const { t } = useTranslation();
  const may = useMay();
  const { tell } = useToasts();
  const { desk } = useDesk();
  const next = useTakeNext();
  const waiting = desk.counts.queue;
  const take = () => {
    if (next.isPending) return;
    next.mutate(undefined, {
      onSuccess: (row) => (row?.id ? onTaken(row.id) : tell(t("conversations.nobodyWaits"))),
      onError: () => tell(t("conversations.takeFailed"), "error"),
    });
  };
  const allowed = may("desk.reply");
  useKeys("conversations", allowed ? [{ keys: "shift+n", label: t("conversations.takeNext"), run: take }] : []);
  useCommands(allowed ? [{ id: "take-next", label: t("conversations.takeNext"), keys: "shift+n", run: take }] : []);
  if (!allowed) return null;
  return (
    <Button size="small" type={waiting > 0 ? "primary" : "default"} disabled={waiting === 0} loading={next.isPending} onClick={take}>
      {t("conversations.takeNext")}
    </Button>
  );
}

function Connection() {
  const { t } = useTranslation();
  const state = useLiveState();
  return (
    <Tooltip title={t(`conversations.connection.hint.${state}`)}>
      <span className={`connection ${state}`} role="status">{t(`conversations.connection.${state}`)}</span>
    </Tooltip>
  );
}

function SoundSwitch() {
  const { t } = useTranslation();
  const [volume, setVolume] = useState(soundVolume);
  const volumes: Volume[] = [1, 0.3, 0];
  const choose = (next: Volume) => {
    setSoundVolume(next);
    setVolume(next);
  };
  return (
    <Dropdown trigger={["click"]} menu={{
      selectable: true, selectedKeys: [String(volume)],
      items: volumes.map((each) => ({ key: String(each), label: t(`conversations.sound.${each === 1 ? "full" : each === 0 ? "off" : "quiet"}`), onClick: () => choose(each) })),
    }}>
      <Button type="text" size="small" className={volume === 0 ? "sound-off" : ""} icon={<SoundOutlined />} aria-label={t("conversations.sound.label")} />
    </Dropdown>
  );
}
