import type { Attachment, Config, Message, Page, Sent, Status } from "./contract";
import type { Http } from "./http";
import type { Outgoing } from "./outbox";
import type { Session } from "./session";

/** What the shopper looks at on the shop's page; empty is nothing. */
export interface Looked {
  product: string;
  order: string;
}

/** The calls of the contract, one a line. */
export class Api {
  constructor(
    private readonly http: Http,
    private readonly session: Session,
    private readonly merchant: string,
  ) {}

  async config(): Promise<Config> {
    const response = await this.http("GET", `/v1/widget/${encodeURIComponent(this.merchant)}`);
    return (await response.json()) as Config;
  }

  current(): Promise<Status> {
    return this.json("GET", "/v1/conversations/current");
  }

  status(id: string): Promise<Status> {
    return this.json("GET", `/v1/conversations/${id}`);
  }

  /** Opens a conversation, or tells the open one what the shopper looks at. */
  openConversation(page: Looked): Promise<Status> {
    const body: Record<string, string> = { page: location.href.slice(0, 500) };
    if (page.product) body["product"] = page.product;
    if (page.order) body["order"] = page.order;
    return this.json("POST", "/v1/conversations", body);
  }

  /** The open conversation is not about an order any more. */
  dropOrder(): Promise<Status> {
    return this.json("POST", "/v1/conversations", { order: "" });
  }

  messagesAfter(id: string, seq: number, limit: number): Promise<Page<Message>> {
    return this.json("GET", `/v1/conversations/${id}/messages?after=${seq}&limit=${limit}`);
  }

  messagesBefore(id: string, seq: number, limit: number): Promise<Page<Message>> {
    return this.json("GET", `/v1/conversations/${id}/messages?before=${seq}&limit=${limit}`);
  }

  say(id: string, item: Outgoing): Promise<Sent> {
    const body: Record<string, unknown> = { clientKey: item.clientKey, body: item.body };
    if (item.choice !== null) body["choice"] = item.choice;
    if (item.attachments.length > 0) body["attachments"] = item.attachments.map((one) => one.id);
    return this.json("POST", `/v1/conversations/${id}/messages`, body);
  }

  async upload(file: File): Promise<Attachment> {
    const body = new FormData();
    body.append("file", file, file.name || "image.png");
    const response = await this.session.ask("POST", "/v1/attachments", { body, timeoutMs: 120_000 });
    return (await response.json()) as Attachment;
  }

  act(id: string, what: "handoff" | "back-to-bot" | "close"): Promise<Status> {
    return this.json("POST", `/v1/conversations/${id}/${what}`, {});
  }

  async tell(id: string, what: "typing" | "read" | "rating", body: unknown): Promise<void> {
    await this.session.ask("POST", `/v1/conversations/${id}/${what}`, { body });
  }

  live(id: string, signal: AbortSignal): Promise<Response> {
    return this.session.ask("GET", `/v1/conversations/${id}/live`, { signal, accept: "text/event-stream", timeoutMs: 0 });
  }

  private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.session.ask(method, path, body === undefined ? {} : { body });
    return (await response.json()) as T;
  }
}
