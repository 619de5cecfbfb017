import type { WrongAnswer } from "@serviceos/shared/api";
import { when } from "@serviceos/shared/format";
import { Button, Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useLocale } from "../../i18n";
import { useMay } from "../../session";
import { Empty } from "../../ui/Empty";
import { ErrorBox } from "../../ui/ErrorBox";
import { Loading } from "../../ui/Loading";
import { useToasts } from "../../ui/UndoToast";
import { useAddress } from "./address";
import { useHandled, useWrongAnswers } from "./api";

interface Props {
  tenant: string;
  write: boolean;
  onClose: () => void;
}

/** What agents called wrong: the question, the answer, who says so; from here to the conversation and to the item. */
export function WrongAnswers({ tenant, write, onClose }: Props) {
  const { t } = useTranslation();
  const { offerUndo, tell } = useToasts();
  const marked = useWrongAnswers(tenant);
  const handled = useHandled(tenant);
  const items = marked.data?.pages.flatMap((page) => page.items) ?? [];

  const set = (answer: WrongAnswer, done: boolean) => handled.mutateAsync({ answer, handled: done })
    .catch(() => tell(t("knowledge.wrong.failed"), "error"));
  const finish = (answer: WrongAnswer) => {
    void set(answer, true);
    offerUndo(t("knowledge.wrong.done"), () => void set(answer, false));
  };
  return (
    <Drawer open size={560} title={t("knowledge.wrong.title")} onClose={onClose}>
      {marked.isPending && <Loading lines={6} />}
      {marked.isError && <ErrorBox error={marked.error} onRetry={() => void marked.refetch()} />}
      {marked.isSuccess && items.length === 0 && <Empty title={t("knowledge.wrong.none")}>{t("knowledge.wrong.noneText")}</Empty>}
      <ul className="kn-wrong">
        {items.map((answer) => <One key={`${answer.conversation} ${answer.seq}`} answer={answer} onDone={write ? finish : undefined} />)}
      </ul>
      {marked.hasNextPage && <Button block loading={marked.isFetchingNextPage} onClick={() => void marked.fetchNextPage()}>{t("knowledge.wrong.more")}</Button>}
    </Drawer>
  );
}

function One({ answer, onDone }: { answer: WrongAnswer; onDone: ((answer: WrongAnswer) => void) | undefined }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const may = useMay();
  const { go } = useAddress();
  const { wrong, item } = answer;
  return (
    <li>
      <p className="kn-wrong-question">{answer.question}</p>
      <blockquote>{answer.answer}</blockquote>
      <p className="muted">{t("knowledge.wrong.by", { name: wrong.by, at: when(wrong.at, locale), shop: answer.merchant })}</p>
      {wrong.note && <p><b>{t("knowledge.wrong.note")}</b> {wrong.note}</p>}
      <div className="kn-wrong-acts">
        {item && <Button size="small" onClick={() => go({ item: item.id, new: undefined, wrong: undefined })}>{t("knowledge.wrong.item")}</Button>}
        {may("desk.read") && <Link to={`/conversations/${answer.conversation}?view=all&why=${answer.seq}`}><Button size="small" tabIndex={-1}>{t("knowledge.wrong.why")}</Button></Link>}
        {onDone && <Button size="small" type="text" onClick={() => onDone(answer)}>{t("knowledge.wrong.dismiss")}</Button>}
      </div>
    </li>
  );
}
