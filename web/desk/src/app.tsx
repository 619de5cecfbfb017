import type { Permission } from "@serviceos/shared/api";
import { ProblemError } from "@serviceos/shared/http";
import { QueryCache, QueryClient, QueryClientProvider, MutationCache } from "@tanstack/react-query";
import { lazy, Suspense, useEffect, useRef, type ReactNode } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import { needTexts, useLocale } from "./i18n";
import { meKey, useMay, useSession } from "./session";
import { ThemeProvider } from "./theme";
import { Crash } from "./ui/Crash";
import { ErrorBox } from "./ui/ErrorBox";
import { KeyListener } from "./ui/keys";
import { LiveProvider } from "./ui/live";
import { Loading } from "./ui/Loading";
import { Nav } from "./ui/Nav";
import { Palette } from "./ui/palette/Palette";
import { ToastProvider } from "./ui/UndoToast";

/** A page waits for its texts. */
const withTexts = <T,>(feature: string, page: Promise<T>): Promise<T> => Promise.all([page, needTexts(feature)]).then(([shown]) => shown);

const SignIn = lazy(() => import("./ui/SignIn").then((m) => ({ default: m.SignIn })));
const ConversationPage = lazy(() => import("./features/conversations/ConversationPage").then((m) => ({ default: m.ConversationPage })));
const DeskKeeper = lazy(() => import("./features/conversations/list/DeskKeeper").then((m) => ({ default: m.DeskKeeper })));
const BoardPage = lazy(() => withTexts("board", import("./features/board/BoardPage").then((m) => ({ default: m.BoardPage }))));
const QualityPage = lazy(() => withTexts("quality", import("./features/quality/QualityPage").then((m) => ({ default: m.QualityPage }))));
const KnowledgePage = lazy(() => withTexts("knowledge", import("./features/knowledge/KnowledgePage").then((m) => ({ default: m.KnowledgePage }))));
const StaffPage = lazy(() => withTexts("staff", import("./features/staff/StaffPage").then((m) => ({ default: m.StaffPage }))));
const ProfilePage = lazy(() => withTexts("staff", import("./features/staff/ProfilePage").then((m) => ({ default: m.ProfilePage }))));
const SettingsPage = lazy(() => withTexts("settings", import("./features/settings/SettingsPage").then((m) => ({ default: m.SettingsPage }))));

const routes: { path: string; permission: Permission; page: ReactNode }[] = [
  { path: "conversations/:id?", permission: "desk.read", page: <ConversationPage /> },
  { path: "board/quality", permission: "board.read", page: <QualityPage /> },
  { path: "board/*", permission: "board.read", page: <BoardPage /> },
  { path: "knowledge/*", permission: "knowledge.read", page: <KnowledgePage /> },
  { path: "staff/*", permission: "staff.read", page: <StaffPage /> },
  { path: "settings/*", permission: "settings.read", page: <SettingsPage /> },
];

/** A session that ended anywhere shows the sign-in page; what was typed stays in its drafts. */
function onError(error: unknown): void {
  if (error instanceof ProblemError && error.status === 401) client.setQueryData(meKey, null);
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && (!(error instanceof ProblemError) || error.offline || error.status >= 502),
    },
    mutations: { networkMode: "always" },
  },
});

export function App() {
  return (
    <QueryClientProvider client={client}>
      <ThemeProvider>
        <BrowserRouter basename="/desk">
          <Gate />
        </BrowserRouter>
      </ThemeProvider>
    </QueryClientProvider>
  );
}

function Gate() {
  const { data: me, error, refetch, isPending } = useSession();
  if (isPending) return null;
  if (error) return <div className="page-body"><ErrorBox error={error} onRetry={() => void refetch()} /></div>;
  if (!me) return <Suspense><SignIn /></Suspense>;
  return (
    <LiveProvider>
      <ToastProvider>
        <Shell />
      </ToastProvider>
    </LiveProvider>
  );
}

/** Names and reasons come from the server in the language that is shown: another language, another reading. */
function useTextsOfServer(): void {
  const locale = useLocale();
  const read = useRef(locale);
  useEffect(() => {
    if (read.current !== locale) void client.invalidateQueries();
    read.current = locale;
  }, [locale]);
}

function Shell() {
  const may = useMay();
  useTextsOfServer();
  const mine = routes.filter((route) => may(route.permission));
  const home = mine[0] ? `/${mine[0].path.replace(/\/.*$/, "")}` : "/me";
  return (
    <div className="shell">
      <Nav />
      <main className="shell-main">
        <Crash>
          <Suspense fallback={<div className="page-body"><Loading /></div>}>
            <Routes>
              {mine.map((route) => <Route key={route.path} path={route.path} element={route.page} />)}
              <Route path="me" element={<ProfilePage />} />
              <Route path="*" element={<Navigate to={home} replace />} />
            </Routes>
          </Suspense>
        </Crash>
      </main>
      {may("desk.read") && <Suspense><DeskKeeper /></Suspense>}
      <Palette />
      <KeyListener />
    </div>
  );
}
