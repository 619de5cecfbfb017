/** What the browser keeps for one merchant and one identity; works from memory when storage is blocked or full. */
export interface Vault {
  read<T>(key: string): T | null;
  write(key: string, value: unknown): void;
  remove(key: string): void;
  keys(prefix: string): string[];
  /** Calls back when another tab changes a key. */
  watch(listener: (key: string) => void): () => void;
}

export function openVault(scope: string, storage: Storage | null = browserStorage()): Vault {
  const root = `serviceos:${scope}:`;
  const memory = new Map<string, string>();

  const raw = (key: string): string | null => {
    const held = memory.get(key);
    if (held !== undefined) return held;
    try {
      return storage?.getItem(root + key) ?? null;
    } catch {
      return null;
    }
  };

  return {
    read<T>(key: string): T | null {
      const text = raw(key);
      if (text === null) return null;
      try {
        return JSON.parse(text) as T;
      } catch {
        return null;
      }
    },
    write(key, value) {
      const text = JSON.stringify(value);
      memory.delete(key);
      try {
        if (storage === null) throw new Error("no storage");
        storage.setItem(root + key, text);
      } catch {
        memory.set(key, text);
      }
    },
    remove(key) {
      memory.delete(key);
      try {
        storage?.removeItem(root + key);
      } catch {
        // nothing was stored then
      }
    },
    keys(prefix) {
      const found = new Set<string>([...memory.keys()].filter((key) => key.startsWith(prefix)));
      try {
        for (let i = 0; storage && i < storage.length; i++) {
          const key = storage.key(i);
          if (key?.startsWith(root + prefix)) found.add(key.slice(root.length));
        }
      } catch {
        // memory only
      }
      return [...found];
    },
    watch(listener) {
      const onStorage = (event: StorageEvent) => {
        if (event.key?.startsWith(root)) listener(event.key.slice(root.length));
      };
      window.addEventListener("storage", onStorage);
      return () => window.removeEventListener("storage", onStorage);
    },
  };
}

function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/**
 * Runs `work` while no other tab runs the same; where locks are missing, or the holder is frozen,
 * it runs all the same, because everything guarded here may safely happen twice.
 */
export async function exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (!locks) return work();
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), 20_000);
  let begun = false;
  try {
    return await locks.request(name, { signal: patience.signal }, async () => {
      begun = true;
      clearTimeout(timer);
      return work();
    });
  } catch (error) {
    if (begun || !patience.signal.aborted) throw error;
    return work();
  } finally {
    clearTimeout(timer);
  }
}
