/** "mod+k" as people know it on this machine. */
export function keyText(keys: string): string {
  const mac = navigator.platform.startsWith("Mac");
  return keys
    .replace("mod+", mac ? "⌘" : "Ctrl+")
    .replace("alt+", mac ? "⌥" : "Alt+")
    .replace("shift+", mac ? "⇧" : "Shift+")
    .replace("enter", mac ? "↩" : "Enter")
    .replace(/(^|[+⌘⇧ ])([a-z])(?=$| )/g, (_, lead: string, letter: string) => lead + letter.toUpperCase());
}
