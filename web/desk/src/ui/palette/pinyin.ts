// The first syllable that starts with each letter, in pinyin order; a character's initial is the last one not after it.
const letters = "abcdefghjklmnopqrstwxyz";
const firsts = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀"];
const order = new Intl.Collator("zh-CN-u-co-pinyin");
const han = /\p{Script=Han}/u;
const known = new Map<string, string>();

/** "退款 Ana" → "tkana": pinyin initials of Chinese characters, the rest as typed. */
export function initials(text: string): string {
  let result = "";
  for (const character of text.toLowerCase()) {
    if (/\s/.test(character)) continue;
    result += han.test(character) ? initialOf(character) : character;
  }
  return result;
}

/** Whether `typed` finds `text`: as a part of it, or of its pinyin initials. Of letters alone there are no initials. */
export function finds(typed: string, text: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "" || text.toLowerCase().includes(wanted)) return true;
  const letters = wanted.replaceAll(/\s/g, "");
  const characters = [...text].filter((character) => !/\s/.test(character));
  return characters.some((_, from) => {
    const part = characters.slice(from, from + [...letters].length).join("");
    return han.test(part) && initials(part) === letters;
  });
}

function initialOf(character: string): string {
  const found = known.get(character);
  if (found !== undefined) return found;
  const after = firsts.findLastIndex((first) => order.compare(first, character) <= 0);
  const letter = letters[Math.max(after, 0)] ?? "";
  known.set(character, letter);
  return letter;
}
