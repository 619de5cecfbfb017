/** Keeps a growing list at its end while its reader is there, and at the line being read while not. */
export class ScrollKeeper {
  pinned = true;
  private view: HTMLElement | null = null;
  private from = 0;
  private height = 0;
  /** As last seen: where the view stood, and how tall it and its content were. */
  private top = 0;
  private seen = "";
  private begun: HTMLElement | undefined;
  private watcher: ResizeObserver | null = null;

  attach(view: HTMLElement | null, content: HTMLElement | null): () => void {
    this.view = view;
    this.watcher = new ResizeObserver(() => {
      if (this.pinned) this.follow();
      this.look();
    });
    for (const element of [view, content]) if (element) this.watcher.observe(element);
    return () => this.watcher?.disconnect();
  }

  /** The newest message is on screen, or at least its beginning when it is too tall. */
  get showsNewest(): boolean {
    return this.pinned || (this.begun !== undefined && this.begun === this.lastEntry());
  }

  toEnd(): void {
    this.pinned = true;
    if (this.view) this.view.scrollTop = this.view.scrollHeight;
  }

  /** On to the end; but what came last and is taller than the view is shown from its beginning. */
  private follow(): void {
    const view = this.view;
    const last = this.lastEntry();
    if (!view || !last || last.querySelector(".consumer") || last.offsetHeight < view.clientHeight - 24) return this.toEnd();
    const top = last.offsetTop - view.offsetTop - 8;
    if (view.scrollTop < top) view.scrollTop = top;
    this.pinned = false;
    this.begun = last;
  }

  private lastEntry(): HTMLElement | undefined {
    return [...(this.view?.querySelectorAll<HTMLElement>(".entry") ?? [])].at(-1);
  }

  /** The reader scrolled. Tells whether they are at the end. */
  scrolled(): boolean {
    if (!this.view) return true;
    const { scrollTop, scrollHeight, clientHeight } = this.view;
    // Only going up lets go of the end: new lines move the end away without anyone scrolling. And only where nothing
    // changed its height: when what stands below shrinks, the browser itself moves the view up.
    if (scrollHeight - scrollTop - clientHeight < 40) this.pinned = true;
    else if (scrollTop < this.top && this.seen === heights(this.view)) this.pinned = false;
    this.look();
    return this.pinned;
  }

  private look(): void {
    if (!this.view) return;
    this.top = this.view.scrollTop;
    this.seen = heights(this.view);
  }

  /** After every drawing: when earlier messages came in above, the line being read stays where it is. */
  drawn(from: number): void {
    if (!this.view) return;
    if (from < this.from && !this.pinned) this.view.scrollTop += this.view.scrollHeight - this.height;
    this.from = from;
    this.height = this.view.scrollHeight;
  }
}

const heights = (view: HTMLElement) => `${view.clientHeight} ${view.scrollHeight}`;
