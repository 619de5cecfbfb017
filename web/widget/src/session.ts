import type { Locale, VisitorSession } from "./contract";
import { Problem, type Ask, type Http } from "./http";
import { exclusively, type Vault } from "./vault";

/** The consumer's bearer token: made once, shared by all tabs, renewed with the old one so that the visitor stays the same. */
export class Session {
  private refusedToken = "";

  constructor(
    private readonly http: Http,
    private readonly vault: Vault,
    private readonly merchant: string,
    private readonly memberToken: () => string,
    private readonly locale: () => Locale,
    /** What is kept of this browser's visitor when a member is signed in; null for the visitor itself. */
    private readonly guest: Vault | null = null,
  ) {}

  /** A session exists already, from this or another tab or an earlier visit. */
  get known(): boolean {
    return this.stored() !== null;
  }

  /** A shopper who signs in while it talks keeps the conversation: the visitor's own token proves whose it was. */
  async carryOver(): Promise<void> {
    if (this.guestToken() && this.memberToken() !== this.refusedToken) await this.renew(this.stored()?.token ?? null);
  }

  async ask(method: string, path: string, ask: Ask = {}): Promise<Response> {
    const session = this.usable() ?? (await this.renew(this.stored()?.token ?? null));
    try {
      return await this.http(method, path, { ...ask, token: session.token });
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      const renewed = await this.renew(session.token);
      return this.http(method, path, { ...ask, token: renewed.token });
    }
  }

  private stored(): VisitorSession | null {
    const session = this.vault.read<VisitorSession>("session");
    return typeof session?.token === "string" ? session : null;
  }

  /** The stored session, unless the shop's page vouches for a member and the session does not know it yet. */
  private usable(): VisitorSession | null {
    const session = this.stored();
    const memberToken = this.memberToken();
    return session && (session.verified || !memberToken || memberToken === this.refusedToken) ? session : null;
  }

  /** The visitor's token, while it has a conversation to leave. */
  private guestToken(): string | null {
    if (!this.guest?.read("conversation")) return null;
    return this.guest.read<VisitorSession>("session")?.token ?? null;
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

  /** As the member whom the shop's page vouches for; when that is refused, as a visitor, so that help is there all the same. */
  private async start(old: string | null): Promise<VisitorSession> {
    const visitor = { merchant: this.merchant, locale: this.locale() };
    const memberToken = this.memberToken();
    if (!memberToken) return this.post(visitor, old);
    const guest = this.guestToken();
    try {
      const session = await this.post({ ...visitor, memberToken }, guest ?? old);
      if (guest) this.leaveGuest();
      return session;
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 401) throw error;
      this.refusedToken = memberToken;
      return this.post(visitor, guest ?? old);
    }
  }

  /** From here on the conversation is the member's; who signs out begins anew. */
  private leaveGuest(): void {
    this.vault.write("conversation", this.guest?.read("conversation"));
    this.guest?.remove("conversation");
    this.guest?.remove("session");
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
