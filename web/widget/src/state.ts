import type { Config, Status } from "./contract";
import type { Link } from "./live";
import type { Outgoing } from "./outbox";
import { emptyThread, type Thread } from "./thread";

/** asleep: nothing asked yet; starting: opening the conversation; ready; stuck: could not open it. */
export type Stage = "asleep" | "starting" | "ready" | "stuck";

export interface ChatState {
  config: Config | null;
  /** The shop is not known here, or this page may not show its chat. */
  absent: boolean;
  stage: Stage;
  /** Why it is stuck. */
  trouble: "start" | "refused" | null;
  /** The last act (a person, end, rate) got no answer. */
  actFailed: boolean;
  status: Status | null;
  thread: Thread;
  /** What is not in the thread yet, in order. */
  outgoing: Outgoing[];
  link: Link | null;
  online: boolean;
  busySeconds: number | null;
  typing: { name: string; bot: boolean } | null;
  askingPerson: boolean;
  loadingOlder: boolean;
  open: boolean;
  /** It opened by itself, so the focus stays on the page. */
  quiet: boolean;
}

export const firstState: ChatState = {
  config: null,
  absent: false,
  stage: "asleep",
  trouble: null,
  actFailed: false,
  status: null,
  thread: emptyThread(),
  outgoing: [],
  link: null,
  online: true,
  busySeconds: null,
  typing: null,
  askingPerson: false,
  loadingOlder: false,
  open: false,
  quiet: false,
};
