import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Chat } from "../chat";
import type { Locale } from "../contract";
import type { Translate } from "../i18n";
import type { ChatState } from "../state";
import type { Store } from "../store";

export interface Surroundings {
  chat: Chat;
  state: ChatState;
  t: Translate;
  locale: Locale;
  origin: string;
  enlarge(image: Enlarged | null): void;
}

export interface Enlarged {
  url: string;
  name: string;
}

export const Around = createContext<Surroundings | null>(null);

export function useAround(): Surroundings {
  const around = useContext(Around);
  if (!around) throw new Error("outside of the chat panel");
  return around;
}

export function useStore<T extends object>(store: Store<T>): T {
  const [value, setValue] = useState(store.get());
  useEffect(() => {
    setValue(store.get());
    return store.subscribe(() => setValue(store.get()));
  }, [store]);
  return value;
}
