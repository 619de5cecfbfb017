import { beforeEach, expect, test, vi } from "vitest";
import { ScrollKeeper } from "./scroll";

/** A view with a layout: tall content, and a browser that never scrolls past its end. */
class View {
  readonly element = document.createElement("div");
  content = 1000;
  height = 400;
  private top = 0;

  constructor() {
    Object.defineProperties(this.element, {
      scrollHeight: { get: () => this.content },
      clientHeight: { get: () => this.height },
      scrollTop: { get: () => (this.top = Math.min(this.top, this.content - this.height)), set: (to: number) => { this.top = Math.min(to, this.content - this.height); } },
    });
  }
}

let view: View;
let keeper: ScrollKeeper;
let resized: () => void;

beforeEach(() => {
  vi.stubGlobal("ResizeObserver", class { constructor(heard: () => void) { resized = heard; } observe() {} disconnect() {} });
  view = new View();
  view.element.innerHTML = '<div class="entry"></div>';
  keeper = new ScrollKeeper();
  keeper.attach(view.element, null);
  keeper.toEnd();
  keeper.scrolled();
});

test("what is below the list may shrink while a message comes in: the reader stays at the end", () => {
  view.height = 460;
  expect(view.element.scrollTop).toBe(540); // the browser gave way
  view.content = 1200;
  expect(keeper.scrolled()).toBe(true);
  resized();
  expect(view.element.scrollTop).toBe(740);

  view.height = 300;
  resized();
  expect(keeper.scrolled()).toBe(true);
  expect(view.element.scrollTop).toBe(900);
});

test("a reader who goes up is left there, and is at the end again once they are", () => {
  view.element.scrollTop = 300;
  expect(keeper.scrolled()).toBe(false);
  view.content = 1200;
  resized();
  expect(view.element.scrollTop).toBe(300);
  view.element.scrollTop = 790;
  expect(keeper.scrolled()).toBe(true);
});

test("one's own words are shown wherever one was", () => {
  view.element.scrollTop = 100;
  keeper.scrolled();
  view.content = 1100;
  keeper.toEnd();
  expect(view.element.scrollTop).toBe(700);
  expect(keeper.scrolled()).toBe(true);
});
