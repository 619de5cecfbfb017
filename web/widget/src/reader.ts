import type { Api } from "./api";
import type { Message, Status } from "./contract";
import { append, lastSeq, type Thread } from "./thread";

/** Runs a step one at a time; asked for meanwhile, it runs once more after. */
export function coalesced(step: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let again = false;
  return () => {
    if (running) {
      again = true;
      return running;
    }
    running = (async () => {
      try {
        do {
          again = false;
          await step();
        } while (again);
      } finally {
        running = null;
      }
    })();
    return running;
  };
}

/** Reads what follows the thread, page by page, until there is no more. Hands over every page as it comes; stops when told. */
export async function readOn(
  api: Api,
  id: string,
  thread: () => Thread,
  take: (thread: Thread, added: readonly Message[]) => boolean,
): Promise<void> {
  for (;;) {
    const before = thread();
    const page = await api.messagesAfter(id, lastSeq(before), 100);
    const after = append(thread(), page.items);
    const grown = after.messages.length - thread().messages.length;
    if (!take(after, grown > 0 ? after.messages.slice(-grown) : [])) return;
    if (page.next === null || page.next === undefined || grown === 0) return;
  }
}

/** The newer of two statuses of one conversation, never taking back what was read here. */
export function mergeStatus(held: Status | null, read: Status): Status {
  if (held?.id !== read.id) return read;
  return { ...read, readByConsumer: Math.max(read.readByConsumer, held.readByConsumer) };
}
