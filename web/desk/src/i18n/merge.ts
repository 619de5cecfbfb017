export type Texts = Record<string, unknown>;

/** The shell's texts at the root, each feature's under its own name: `t("knowledge.title")`. */
export function merge(shell: Texts, features: Record<string, Texts>): Texts {
  const texts: Texts = { ...shell };
  for (const [path, words] of Object.entries(features)) {
    const feature = /features\/([^/]+)\//.exec(path)?.[1];
    if (feature) texts[feature] = words;
  }
  return texts;
}
