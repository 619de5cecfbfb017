import { openVault, type Vault } from "./vault";

/** A browser's storage in memory, that any number of tabs can open. */
export class FakeStorage implements Storage {
  private readonly map = new Map<string, string>();
  full = false;

  get length(): number {
    return this.map.size;
  }
  key(index: number): string | null {
    return [...this.map.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    this.map.set(key, value);
  }
  removeItem(key: string): void {
    this.map.delete(key);
  }
  clear(): void {
    this.map.clear();
  }
}

export function tab(storage: Storage): Vault {
  return openVault("shop:guest", storage);
}
