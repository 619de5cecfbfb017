/** Everything a server or another person sends is shown as text. These are the only ways it becomes more. */

// embedding, override and isolate controls can make text read as something else
const bidiControls = /[\u202A-\u202E\u2066-\u2069]/g;
// eslint-disable-next-line no-control-regex
const otherControls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

export function plain(text: string): string {
  return text.replace(bidiControls, "").replace(otherControls, "");
}

/** The address when it is http or https, else null. */
export function safeUrl(url: string, base?: string): string | null {
  try {
    const parsed = new URL(plain(url).trim(), base);
    return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
  } catch {
    return null;
  }
}

export interface Piece {
  text: string;
  url: string | null;
}

const urlPattern = /https?:\/\/[^\s<>"'`，。；：！？、（）《》「」【】]+/gi;

/** Cuts text into words and web addresses; a full stop or bracket at the end belongs to the sentence. */
export function pieces(body: string): Piece[] {
  const text = plain(body);
  const found: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(urlPattern)) {
    const shown = trimEnd(match[0]);
    const url = safeUrl(shown);
    if (!url) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index), url: null });
    found.push({ text: shown, url });
    from = match.index + shown.length;
  }
  if (from < text.length) found.push({ text: text.slice(from), url: null });
  return found;
}

function trimEnd(url: string): string {
  let end = url.replace(/[.,;:!?]+$/, "");
  while (end.endsWith(")") && end.split("(").length < end.split(")").length) end = end.slice(0, -1).replace(/[.,;:!?]+$/, "");
  return end;
}
