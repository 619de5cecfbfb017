import type { Locale, VisitorSession } from "./contract";
import { Problem, type Ask, type Http } from "./http";
import { exclusively, type Vault } from "./vault";

/** The consumer's bearer token: made once, shared by all tabs, renewed with the old one so that the visitor stays the same. */
export class Session {
  constructor(
    private readonly http: Http,
    private readonly vault: Vault,
    private readonly merchant: string,
    private readonly memberToken: () => string,
    private readonly locale: () => Locale,
  ) {}

  /** A session exists already, from this or another tab or an earlier visit. */
  get known(): boolean {
    return this.stored() !== null;
  }

  async ask(method: string, path: string, ask: Ask = {}): Promise<Response> {
    const session = this.stored() ?? (await this.renew(null));
    try {
      return await this.http(method, path, { ...ask, token: session.token });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      const renewed = await this.renew(session.token);
      return this.http(method, path, { ...ask, token: renewed.token });
    }
  }

  async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.ask(method, path, body === undefined ? {} : { body });
    return (await response.json()) as T;
  }

  private stored(): VisitorSession | null {
    const session = this.vault.read<VisitorSession>("session");
    return typeof session?.token === "string" ? session : null;
  }

  /** One tab at a time; the others take what the first one got. */
  private renew(spent: string | null): Promise<VisitorSession> {
    return exclusively(`serviceos:${this.merchant}:session`, async () => {
      const session = this.stored();
      if (session && session.token !== spent) return session;
      const fresh = await this.start(spent);
      this.vault.write("session", fresh);
      return fresh;
    });
  }

  private async start(old: string | null): Promise<VisitorSession> {
    const body: Record<string, string> = { merchant: this.merchant, locale: this.locale() };
    const memberToken = this.memberToken();
    if (memberToken) body["memberToken"] = memberToken;
    try {
      return await this.post(body, old);
    } catch (error) {
      if (!(error instanceof Problem) || error.passing) throw error;
      // the old token is of no use any more, or the member token has run out: go on with what still holds
      if (!old) throw error;
      if (!memberToken) return this.post(body, null);
      const { memberToken: _spent, ...rest } = body;
      return this.post(rest, old);
    }
  }

  private async post(body: unknown, token: string | null): Promise<VisitorSession> {
    const response = await this.http("POST", "/v1/visitor-sessions", { body, token });
    return (await response.json()) as VisitorSession;
  }
}

/** A short name for who is signed in, to keep the stores of different people on one browser apart. */
export function identityOf(memberToken: string): string {
  if (!memberToken) return "guest";
  return `m${hash(subjectOf(memberToken) ?? memberToken)}`;
}

function subjectOf(token: string): string | null {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const claims = JSON.parse(atob(payload)) as { sub?: unknown };
    return typeof claims.sub === "string" ? claims.sub : null;
  } catch {
    return null;
  }
}

function hash(text: string): string {
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let i = 0; i < text.length; i++) {
    a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
    b = Math.imul(b ^ text.charCodeAt(i), 0x85ebca6b);
  }
  return (a >>> 0).toString(16).padStart(8, "0") + (b >>> 0).toString(16).padStart(8, "0");
}
