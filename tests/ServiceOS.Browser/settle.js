// Waits until the page is as people see it: fonts there, nothing half faded. What moves for ever doesn't count.
async () => {
  const MOVES_MS = 200;
  const MAX_MS = 5000;
  const pause = (ms) => new Promise((done) => setTimeout(done, ms));
  const roots = (root) => [root, ...[...root.querySelectorAll("*")].filter((element) => element.shadowRoot).flatMap((element) => roots(element.shadowRoot))];
  const moving = () => roots(document).flatMap((root) => root.getAnimations())
    .filter((animation) => animation.playState === "running" && Number.isFinite(animation.effect?.getComputedTiming().endTime));

  await document.fonts.ready;
  await pause(MOVES_MS);
  const began = performance.now();
  while (moving().length > 0 && performance.now() - began < MAX_MS) await pause(MOVES_MS / 4);
}
