/** What the server said in application/problem+json (RFC 9457), or what the network did. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";

  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    /** Stable URN, such as `urn:serviceos:colleague-replied`. */
    readonly type: string,
    readonly title: string,
    readonly detail?: string,
    readonly traceId?: string,
    readonly errors?: Record<string, string[]>,
    readonly retryAfterSeconds?: number,
    /** The whole problem document, for extension members. */
    readonly extra: Record<string, unknown> = {},
  ) {
    super(detail ?? title);
  }

  /** No answer came: the request may or may not have been carried out. */
  get offline(): boolean {
    return this.status === 0;
  }
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One call of the API. JSON in, JSON out; anything but 2xx throws a ProblemError. */
export async function call<T>(method: Method, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  const form = body instanceof FormData;
  const response = await send(path, {
    method,
    credentials: "same-origin",
    headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang, ...(body === undefined || form ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  });
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  return (await response.json()) as T;
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw unreachable();
  }
}

/** The error of a request that got no answer. */
export function unreachable(): ProblemError {
  return new ProblemError(0, "urn:serviceos:unreachable", "No answer from the server");
}

/** Reads a problem document; tolerates an empty or foreign body. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const text = await response.text().catch(() => "");
  const retryAfter = Number(response.headers.get("Retry-After"));
  return problemFrom(response.status, text, Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : undefined);
}

export function problemFrom(status: number, text: string, retryAfterSeconds?: number): ProblemError {
  const document = parse(text);
  const word = (key: string) => (typeof document[key] === "string" ? document[key] : undefined);
  return new ProblemError(
    status,
    word("type") ?? "about:blank",
    word("title") ?? `HTTP ${status}`,
    word("detail"),
    word("traceId"),
    document["errors"] as Record<string, string[]> | undefined,
    retryAfterSeconds,
    document,
  );
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** `?a=1&b=2`; leaves out what is undefined or empty. */
export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values)) {
    if (value !== undefined && value !== null && value !== "") search.set(key, String(value));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

/** Uploads one file as multipart field `file`, telling the share done (0..1). fetch can't tell progress. */
export function upload<T>(path: string, file: File, onProgress: (share: number) => void, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", path);
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve(JSON.parse(request.responseText) as T);
      else reject(problemFrom(request.status, request.responseText));
    };
    request.onerror = () => reject(unreachable());
    request.onabort = () => reject(new DOMException("Aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(form);
  });
}

/** 32 lower-case hex digits; ordered by time in front so that the server's indexes like them. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  new DataView(bytes.buffer).setUint32(0, Math.floor(Date.now() / 65_536));
  new DataView(bytes.buffer).setUint16(4, Date.now() % 65_536);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A last call while the page goes away; nobody reads the answer. */
export function callOnLeave(method: Method, path: string, body: unknown): void {
  void fetch(path, {
    method, keepalive: true, credentials: "same-origin", ...(body === undefined ? {} : { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }),
  }).catch(() => undefined);
}
