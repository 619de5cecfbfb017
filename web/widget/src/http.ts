/** The server answered, and the answer is no. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    readonly detail: string,
    readonly retryAfterSeconds: number | null,
  ) {
    super(detail || `HTTP ${status}`);
  }

  /** Worth asking again with the same words. */
  get passing(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408 || this.status === 425;
  }
}

/** No answer came: the request may or may not have arrived. */
export class Unreachable extends Error {}

/** The browser says that it has no network: nothing was tried. */
export class Offline extends Unreachable {}

export interface Ask {
  token?: string | null;
  body?: unknown;
  signal?: AbortSignal;
  /** 0 waits for ever (streams have their own watch). */
  timeoutMs?: number;
  accept?: string;
}

export type Http = (method: string, path: string, ask?: Ask) => Promise<Response>;

export function httpAt(origin: string): Http {
  return async (method, path, ask = {}) => {
    const headers: Record<string, string> = { Accept: ask.accept ?? "application/json" };
    if (ask.token) headers["Authorization"] = `Bearer ${ask.token}`;
    const form = ask.body instanceof FormData;
    if (ask.body !== undefined && !form) headers["Content-Type"] = "application/json";
    const init: RequestInit = { method, headers, credentials: "omit", cache: "no-store" };
    if (ask.body !== undefined) init.body = form ? (ask.body as FormData) : JSON.stringify(ask.body);

    const abort = new AbortController();
    const timeoutMs = ask.timeoutMs ?? 15_000;
    const timer = timeoutMs > 0 ? setTimeout(() => abort.abort(), timeoutMs) : undefined;
    const outer = () => abort.abort();
    if (ask.signal?.aborted) outer();
    ask.signal?.addEventListener("abort", outer);
    init.signal = abort.signal;
    try {
      const response = await fetch(origin + path, init);
      if (!response.ok) throw await problemFrom(response);
      return response;
    } catch (error) {
      if (error instanceof Problem) throw error;
      throw new Unreachable(String(error));
    } finally {
      clearTimeout(timer);
      // a stream goes on being read after this returns, so its signal stays tied
      if (timeoutMs > 0) ask.signal?.removeEventListener("abort", outer);
    }
  };
}

async function problemFrom(response: Response): Promise<Problem> {
  let type = "";
  let detail = "";
  try {
    const body = (await response.json()) as { type?: unknown; detail?: unknown; title?: unknown };
    type = typeof body.type === "string" ? body.type : "";
    detail = [body.detail, body.title].find((text): text is string => typeof text === "string") ?? "";
  } catch {
    // not a problem document; the status says enough
  }
  return new Problem(response.status, type, detail, retryAfter(response.headers.get("Retry-After")));
}

/** Seconds to wait, from a number or a date; at most ten minutes. */
export function retryAfter(header: string | null, now: number = Date.now()): number | null {
  if (!header) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) ? Math.min(600, Math.max(0, seconds)) : null;
}
