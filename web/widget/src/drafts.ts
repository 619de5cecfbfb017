import type { Attachment } from "./contract";
import { Problem } from "./http";
import { newKey } from "./outbox";
import { Store } from "./store";
import type { Vault } from "./vault";

export interface DraftFile {
  key: string;
  name: string;
  state: "uploading" | "ready" | "failed";
  attachment: Attachment | null;
}

export interface DraftState {
  text: string;
  files: DraftFile[];
  /** What happened to the last file that could not be attached. */
  trouble: { kind: "tooBig" | "badType" | "tooMany" | "failed"; name: string; bytes: number } | null;
}

interface Kept {
  text: string;
  attachments: Attachment[];
}

export const accepted = ".png,.jpg,.jpeg,.gif,.webp,.pdf,.txt";
const filesMax = 9;
const acceptedName = /\.(png|jpe?g|gif|webp|pdf|txt)$/i;

/** The message being written. Its text and uploaded files outlive a reload. */
export class Draft {
  readonly store: Store<DraftState>;
  private readonly waiting = new Map<string, File>();

  constructor(
    private readonly vault: Vault,
    private readonly upload: (file: File) => Promise<Attachment>,
    private readonly bytesMax: () => number,
  ) {
    const kept = vault.read<Kept>("draft");
    const files = (kept?.attachments ?? []).map(readyFile);
    this.store = new Store<DraftState>({ text: kept?.text ?? "", files, trouble: null });
  }

  write(text: string): void {
    this.change({ text });
  }

  /** Adds to what is being written, on its own line. */
  putBack(text: string, attachments: Attachment[]): void {
    const { text: before, files } = this.store.get();
    this.change({ text: before ? `${before}\n${text}` : text, files: [...files, ...attachments.map(readyFile)] });
  }

  /** The finished message, and an empty draft in its place; null while there is nothing to send. */
  take(): { body: string; attachments: Attachment[] } | null {
    const { text, files } = this.store.get();
    const body = text.trim();
    const attachments = files.flatMap((file) => (file.attachment ? [file.attachment] : []));
    if (files.some((file) => file.state === "uploading")) return null;
    if ((!body && attachments.length === 0) || body.length > 4000) return null;
    this.change({ text: "", files: files.filter((file) => file.state === "failed"), trouble: null });
    return { body, attachments };
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const name = file.name || "image.png";
      if (this.store.get().files.length >= filesMax) this.store.set({ trouble: { kind: "tooMany", name, bytes: file.size } });
      else if (!acceptedName.test(name)) this.store.set({ trouble: { kind: "badType", name, bytes: file.size } });
      else if (file.size > this.bytesMax()) this.store.set({ trouble: { kind: "tooBig", name, bytes: file.size } });
      else this.begin({ key: newKey(), name, state: "uploading", attachment: null }, file);
    }
  }

  again(key: string): void {
    const file = this.store.get().files.find((one) => one.key === key);
    const content = this.waiting.get(key);
    if (file && content) this.begin(file, content);
  }

  remove(key: string): void {
    this.waiting.delete(key);
    this.change({ files: this.store.get().files.filter((file) => file.key !== key), trouble: null });
  }

  dismiss(): void {
    this.store.set({ trouble: null });
  }

  private begin(file: DraftFile, content: File): void {
    this.waiting.set(file.key, content);
    const others = this.store.get().files.filter((one) => one.key !== file.key);
    this.change({ files: [...others, { ...file, state: "uploading" }], trouble: null });
    this.upload(content).then(
      (attachment) => {
        this.waiting.delete(file.key);
        this.settle({ ...file, state: "ready", attachment });
      },
      (error: unknown) => {
        const refused = error instanceof Problem && !error.passing;
        const kind = !refused ? "failed" : error.status === 413 ? "tooBig" : "badType";
        if (kind === "failed") this.settle({ ...file, state: "failed" });
        else this.remove(file.key);
        this.store.set({ trouble: { kind, name: file.name, bytes: content.size } });
      },
    );
  }

  private settle(file: DraftFile): void {
    this.change({ files: this.store.get().files.map((one) => (one.key === file.key ? file : one)) });
  }

  private change(change: Partial<DraftState>): void {
    this.store.set(change);
    const { text, files } = this.store.get();
    const attachments = files.flatMap((file) => (file.attachment ? [file.attachment] : []));
    if (text || attachments.length > 0) this.vault.write("draft", { text, attachments } satisfies Kept);
    else this.vault.remove("draft");
  }
}

function readyFile(attachment: Attachment): DraftFile {
  return { key: attachment.id, name: attachment.name, state: "ready", attachment };
}
