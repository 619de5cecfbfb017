/** Keeps a growing list at its end while its reader is there, and at the line being read while not. */
export class ScrollKeeper {
  pinned = true;
  private view: HTMLElement | null = null;
  private from = 0;
  private height = 0;
  private watcher: ResizeObserver | null = null;

  attach(view: HTMLElement | null, content: HTMLElement | null): () => void {
    this.view = view;
    this.watcher = new ResizeObserver(() => {
      if (this.pinned) this.toEnd();
    });
    for (const element of [view, content]) if (element) this.watcher.observe(element);
    return () => this.watcher?.disconnect();
  }

  toEnd(): void {
    this.pinned = true;
    if (this.view) this.view.scrollTop = this.view.scrollHeight;
  }

  /** The reader scrolled. Tells whether they are at the end. */
  scrolled(): boolean {
    if (!this.view) return true;
    const { scrollTop, scrollHeight, clientHeight } = this.view;
    this.pinned = scrollHeight - scrollTop - clientHeight < 40;
    return this.pinned;
  }

  /** After every drawing: when earlier messages came in above, the line being read stays where it is. */
  drawn(from: number): void {
    if (!this.view) return;
    if (from < this.from && !this.pinned) this.view.scrollTop += this.view.scrollHeight - this.height;
    this.from = from;
    this.height = this.view.scrollHeight;
  }
}
