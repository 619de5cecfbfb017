import { LayoutOutlined } from "@ant-design/icons";
import type { ConversationRow, Id } from "@serviceos/shared/api";
import { ProblemError } from "@serviceos/shared/http";
import { Button, Tooltip } from "antd";
import { lazy, memo, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMay, useMe } from "../../../session";
import { Back } from "../../../ui/Back";
import { keyText } from "../../../ui/keyText";
import { useKeys } from "../../../ui/keys";
import { useCommands } from "../../../ui/palette/commands";
import { useToasts } from "../../../ui/UndoToast";
import { useTake, useViewers } from "../api";
import { nameOf } from "../names";

const CloseDialog = lazy(() => import("../actions/CloseDialog").then((m) => ({ default: m.CloseDialog })));
const TransferDialog = lazy(() => import("../actions/TransferDialog").then((m) => ({ default: m.TransferDialog })));

interface Props {
  row: ConversationRow;
  contextOpen: boolean;
  onContext: () => void;
  onBack: () => void;
  onLeft: (id: Id) => void;
  onOpen: (id: Id) => void;
  onTaken: (id: Id) => void;
}

/** Who it is, whose it is, who else looks, and what one can do with it. */
export const ThreadHead = memo(function ThreadHead({ row, contextOpen, onContext, onBack, onLeft, onOpen, onTaken }: Props) {
  const { t } = useTranslation();
  const name = nameOf(row.consumer, t);
  const owner = row.state === "assigned" ? t("conversations.with", { name: row.agent?.name ?? "" }) : t(`conversations.state.${row.state}`);
  return (
    <header className="thread-head">
      <Back label={t("back.list")} onClick={onBack} />
      <div className="thread-who">
        <h2>{name}</h2>
        {row.consumer.tier && <span className="row-tier">{t(`tier.${row.consumer.tier}`, { defaultValue: row.consumer.tier })}</span>}
        <span className="muted thread-where">{row.merchant.name} · {owner}</span>
        <Viewers id={row.id} />
      </div>
      <Actions row={row} name={name} onLeft={onLeft} onOpen={onOpen} onTaken={onTaken} />
      <Tooltip title={t(contextOpen ? "conversations.context.hide" : "conversations.context.show")}>
        <Button type="text" size="small" icon={<LayoutOutlined />} aria-pressed={contextOpen} aria-label={t("conversations.context.label")} onClick={onContext} />
      </Tooltip>
    </header>
  );
});

function Viewers({ id }: { id: Id }) {
  const { t } = useTranslation();
  const names = useViewers(id);
  if (names.length === 0) return null;
  return <span className="viewers" role="status">{t("conversations.viewers", { count: names.length, names: names.join(", ") })}</span>;
}

type ActionProps = Pick<Props, "row" | "onLeft" | "onOpen" | "onTaken"> & { name: string };

function Actions({ row, name, onLeft, onOpen, onTaken }: ActionProps) {
  const { t } = useTranslation();
  const me = useMe();
  const may = useMay();
  const { tell } = useToasts();
  const take = useTake();
  const [dialog, setDialog] = useState<"transfer" | "close">();
  const free = row.state === "queued" || row.state === "bot";
  const mine = row.state === "assigned" && row.agent?.id === me.id;
  // Who leads a team may do with a colleague's conversation what the colleague may.
  const led = row.state === "assigned" && !mine && may("staff.write");

  const takeIt = () => take.mutate(row.id, {
    onSuccess: () => onTaken(row.id),
    onError: (error) => {
      const by = error instanceof ProblemError ? takenBy(error) : undefined;
      tell(by ? t("conversations.takenBy", { name: by }) : t("conversations.takeFailed"), "error");
    },
  });
  const able = [
    ...(free || led ? [{ keys: "t", label: t(row.state === "queued" ? "conversations.take" : "conversations.takeOver"), run: takeIt }] : []),
    ...(mine || led ? [
      { keys: "shift+t", label: t("conversations.transfer.title"), run: () => setDialog("transfer") },
      { keys: "e", label: t("conversations.close.do"), run: () => setDialog("close") },
    ] : []),
  ].filter(() => may("desk.reply"));
  useKeys("conversations", able);
  useCommands(able.map((act) => ({ id: act.keys, ...act })));
  const left = (gone: boolean) => {
    setDialog(undefined);
    if (gone) onLeft(row.id);
  };

  return (
    <div className="thread-acts">
      {able.map((act) => (
        <Tooltip key={act.keys} title={keyText(act.keys)}>
          <Button size="small" type={act.keys === "t" ? "primary" : "default"} loading={act.keys === "t" && take.isPending} onClick={act.run}>{act.label}</Button>
        </Tooltip>
      ))}
      <Suspense>
        {dialog === "transfer" && <TransferDialog id={row.id} onDone={left} />}
        {dialog === "close" && <CloseDialog id={row.id} name={name} onDone={left} onReopened={onOpen} />}
      </Suspense>
    </div>
  );
}

function takenBy(problem: ProblemError): string | undefined {
  const by = problem.extra["by"];
  if (typeof by === "string") return by;
  return typeof by === "object" && by !== null && "name" in by ? String(by.name) : undefined;
}
