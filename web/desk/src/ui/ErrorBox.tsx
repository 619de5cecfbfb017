import { ProblemError } from "@serviceos/shared/http";
import { Button } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { faultsOf } from "./faults";
import "./ui.css";

interface Props {
  error: unknown;
  /** Whether the person's work is safe; left out where there was no work. */
  safe?: ReactNode;
  onRetry?: () => void;
  compact?: boolean;
}

/** What happened, whether my work is safe, what to do, and the trace id to quote. */
export function ErrorBox({ error, safe, onRetry, compact }: Props) {
  const { t } = useTranslation();
  const problem = error instanceof ProblemError ? error : undefined;
  return (
    <div className={compact ? "error-box compact" : "error-box"} role="alert">
      <p className="error-what">{useErrorText(error)}</p>
      {safe && <p>{safe}</p>}
      <p>{t(`error.do.${kindOf(problem)}`, { seconds: problem?.retryAfterSeconds ?? 5 })}</p>
      <div className="error-acts">
        {onRetry && <Button size="small" onClick={onRetry}>{t("error.retry")}</Button>}
        {problem?.traceId && <CopyTrace id={problem.traceId} />}
      </div>
    </div>
  );
}

function CopyTrace({ id }: { id: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard.writeText(id).then(() => setCopied(true));
  return (
    <Button size="small" type="text" onClick={copy} title={id}>
      {copied ? t("error.copied") : t("error.copyTrace")}
    </Button>
  );
}

/** One sentence for a toast or a field. */
export function useErrorText(error: unknown): string {
  const { t } = useTranslation();
  if (!(error instanceof ProblemError)) return t("error.what.unknown");
  const kind = kindOf(error);
  const faults = Object.values(faultsOf(t, error)).flat();
  if (kind === "rejected" && faults.length > 0) return faults.join(" ");
  const type = error.type.replace("urn:serviceos:", "");
  const general = kind === "unknown" || kind === "rejected" ? error.detail ?? error.title : t(`error.what.${kind}`);
  return t(`error.type.${type}`, { defaultValue: general });
}

type Kind = "offline" | "signedOut" | "forbidden" | "missing" | "conflict" | "rejected" | "busy" | "server" | "unknown";

function kindOf(problem: ProblemError | undefined): Kind {
  if (!problem) return "unknown";
  if (problem.offline) return "offline";
  if (problem.status === 401) return "signedOut";
  if (problem.status === 403) return "forbidden";
  if (problem.status === 404) return "missing";
  if (problem.status === 409) return "conflict";
  if (problem.status === 429 || problem.status === 503) return "busy";
  if (problem.status >= 500) return "server";
  return "rejected";
}
