// What axe (https://github.com/dequelabs/axe-core) finds on the page, one sentence an element; none when all is well.
async () => {
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    // look.js measures contrast, of what lies under what, and knows which texts are of things that are off
    rules: { "color-contrast": { enabled: false } },
  });
  return found.violations.flatMap(({ id, nodes }) => nodes.slice(0, 5).map((node) => `axe ${id}: ${node.target.flat().join(" ")} ${node.html.slice(0, 120)}`));
}
