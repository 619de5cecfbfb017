import { Button } from "antd";
import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useKeys } from "./keys";
import "./ui.css";

interface Toast {
  id: number;
  text: ReactNode;
  tone: "plain" | "error";
  undo?: (() => void) | undefined;
}

interface Toasts {
  /** Tells what was done and offers to take it back for 10 s. `Z` undoes the newest. */
  offerUndo: (text: ReactNode, undo: () => void) => void;
  tell: (text: ReactNode, tone?: "plain" | "error") => void;
}

const undoMs = 10_000;
const tellMs = 5_000;
const most = 3;
const ToastContext = createContext<Toasts | undefined>(undefined);

export function ToastProvider({ children }: { children: ReactNode }) {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const next = useRef(1);
  const add = useCallback((toast: Omit<Toast, "id">) => {
    const id = next.current++;
    setToasts((shown) => [...shown.slice(1 - most), { ...toast, id }]);
  }, []);
  const drop = useCallback((id: number) => setToasts((shown) => shown.filter((toast) => toast.id !== id)), []);
  const value = useMemo<Toasts>(() => ({
    offerUndo: (text, undo) => add({ text, undo, tone: "plain" }),
    tell: (text, tone = "plain") => add({ text, tone }),
  }), [add]);

  return (
    <ToastContext value={value}>
      {children}
      <div className="toasts" aria-live="polite">
        {toasts.map((toast) => <ToastLine key={toast.id} toast={toast} onDone={drop} />)}
      </div>
      <UndoKey toasts={toasts} onDone={drop} />
    </ToastContext>
  );
}

export function useToasts(): Toasts {
  const toasts = useContext(ToastContext);
  if (!toasts) throw new Error("useToasts needs a ToastProvider");
  return toasts;
}

function ToastLine({ toast, onDone }: { toast: Toast; onDone: (id: number) => void }) {
  const { t } = useTranslation();
  const { id, undo } = toast;
  const lasts = undo ? undoMs : tellMs;
  useEffect(() => {
    const timer = setTimeout(() => onDone(id), lasts);
    return () => clearTimeout(timer);
  }, [id, lasts, onDone]);
  const takeBack = () => {
    undo?.();
    onDone(id);
  };
  return (
    <div className={`toast ${toast.tone}`} role={toast.tone === "error" ? "alert" : "status"}>
      <span>{toast.text}</span>
      {undo && <Button size="small" onClick={takeBack}>{t("undo")}</Button>}
      <button type="button" className="plain-button toast-close" aria-label={t("close")} onClick={() => onDone(id)}>×</button>
      {undo && <span className="toast-clock" style={{ animationDuration: `${lasts}ms` }} />}
    </div>
  );
}

function UndoKey({ toasts, onDone }: { toasts: Toast[]; onDone: (id: number) => void }) {
  const { t } = useTranslation();
  const last = toasts.findLast((toast) => toast.undo);
  useKeys("general", [{
    keys: "z",
    label: t("undo"),
    run: () => {
      if (!last) return false;
      last.undo?.();
      onDone(last.id);
      return true;
    },
  }]);
  return null;
}
