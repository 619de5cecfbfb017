import type { ConversationRow, DeskView, Id } from "@serviceos/shared/api";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorBox } from "../../../ui/ErrorBox";
import { Empty } from "../../../ui/Empty";
import { useKeys } from "../../../ui/keys";
import { Loading } from "../../../ui/Loading";
import { useSearch, useView } from "./desk";
import { Row } from "./Row";
import { useWindowed } from "./useWindowed";
import "./list.css";

const rowPx = 76;

interface Props {
  view: DeskView;
  words: string;
  openId: Id | undefined;
  onOpen: (id: Id) => void;
}

/** The conversations of a view, about to break first. Only the rows on screen are in the page. */
export const List = memo(function List({ view, words, openId, onOpen }: Props) {
  const { t } = useTranslation();
  const { desk, entries, sync } = useView(view);
  const search = useSearch(words);
  const box = useRef<HTMLDivElement>(null);
  const [cursorId, setCursorId] = useState<Id>();
  const searching = words !== "";
  const found = search.data ?? [];
  const count = searching ? found.length : entries.length;
  const at = (index: number): ConversationRow | undefined => (searching ? found[index] : entries[index]?.row);

  const { start, end, scrollTo } = useWindowed(box, count, rowPx);
  const nearEnd = end >= count - 9;
  useEffect(() => {
    if (nearEnd && !searching && desk.loaded[view] === "part") void sync.more(view);
  }, [nearEnd, searching, desk, view, sync]);
  useEffect(() => {
    box.current?.scrollTo(0, 0);
  }, [view, words]);

  const from = cursorId ?? openId;
  const move = (by: number) => {
    const place = from === undefined ? -1 : indexOf(from, count, at);
    const next = Math.min(Math.max(place < 0 ? 0 : place + by, 0), count - 1);
    const row = at(next);
    if (!row) return false;
    setCursorId(row.id);
    scrollTo(next);
    return true;
  };
  const open = (id: Id) => {
    setCursorId(undefined);
    onOpen(id);
  };
  useKeys("conversations", [
    { keys: "j", label: t("conversations.key.down"), run: () => move(1) },
    { keys: "k", label: t("conversations.key.up"), run: () => move(-1) },
    { keys: "enter", label: t("conversations.key.open"), run: () => (cursorId ? open(cursorId) : false) },
  ]);

  const loading = searching ? search.isPending : desk.loaded[view] === "loading" && count === 0;
  return (
    <div className="list" ref={box} role="region" aria-label={t(`conversations.view.${view}`)}>
      {search.error && searching && <ErrorBox error={search.error} compact onRetry={() => void search.refetch()} />}
      {searching && search.isSuccess && <p className="list-searched" role="status">{t("conversations.searched", { count: found.length })}</p>}
      {loading && <div className="list-loading"><Loading lines={8} /></div>}
      {!loading && count === 0 && !search.error && <Nothing view={view} searching={searching} />}
      <div className="list-all" style={{ height: count * rowPx }} role="list">
        {Array.from({ length: end - start }, (_, place) => start + place).map((index) => {
          const row = at(index);
          return row && (
            <div key={row.id} role="listitem" aria-setsize={count} aria-posinset={index + 1} className="list-one" style={{ transform: `translateY(${index * rowPx}px)` }}>
              <Row row={row} open={row.id === openId} cursor={row.id === cursorId} onOpen={open} />
            </div>
          );
        })}
      </div>
    </div>
  );
});

function indexOf(id: Id, count: number, at: (index: number) => ConversationRow | undefined): number {
  for (let index = 0; index < count; index++) if (at(index)?.id === id) return index;
  return -1;
}

function Nothing({ view, searching }: { view: DeskView; searching: boolean }) {
  const { t } = useTranslation();
  const key = searching ? "search" : view;
  return useMemo(() => <Empty title={t(`conversations.empty.${key}.title`)}>{t(`conversations.empty.${key}.text`)}</Empty>, [t, key]);
}
