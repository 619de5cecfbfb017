import { ProblemError } from "@serviceos/shared/http";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";

/** What the server says is wrong with a field, the text for it under `error.field`, and the holes of both. */
const sentences: [said: RegExp, key: string, ...holes: string[]][] = [
  [/^is missing$/, "missing"],
  [/^must not be blank$/, "missing"],
  [/^must have (\d+) to (\d+) characters$/, "length", "min", "max"],
  [/^must have at least (\d+) characters$/, "short", "min"],
  [/^has characters that are not text/, "notText"],
  [/^must be ([\d.]+) to ([\d.]+)$/, "range", "min", "max"],
  [/^must be at most (\d+)$/, "most", "max"],
  [/^must have at most (\d+) (?:periods|days|origins)$/, "most", "max"],
  [/^has one that is not there$/, "gone"],
  [/^is not one that a \w+ has$/, "role"],
  [/^may have letters, digits and/, "nameShape"],
  [/^is somebody's already$/, "nameTaken"],
  [/^is another skill's already$/, "skillTaken"],
  [/^is not the present password$/, "notPresent"],
  [/^must differ from the present one$/, "samePassword"],
  [/^is one of the commonest passwords$/, "common"],
  [/^is one character again and again$/, "repeated"],
  [/^must be like #/, "colour"],
  [/^must be zh-CN or en$/, "locale"],
  [/^must be human-first, bot-first or mixed$/, "mode"],
  [/^must not be above the answer threshold/, "threshold"],
  [/^must be online, busy, away or offline$/, "presence"],
  [/^is not a time zone/, "zone"],
  [/^must be 0 \(Sunday\) to 6$/, "weekday"],
  [/^must be a day like/, "day"],
  [/^must be a time like/, "time"],
  [/^must be later than the beginning$/, "order"],
  [/^overlaps another period of that day$/, "overlap"],
  [/^is there twice$/, "twice"],
  [/^must be like https:/, "origin"],
  [/^name at least one$/, "scopes"],
  [/^must be of /, "unknownScope"],
  [/^you can't give (.+), which you don't have$/, "beyond", "what"],
  [/^must have at least (\d+) bytes$/, "bytes", "min"],
  [/^must have at least (\d+) bits$/, "bits", "min"],
  [/^is a private key/, "privateKey"],
  [/^is not an RSA public key in PEM$/, "publicKey"],
  [/^must be HS256 or RS256$/, "algorithm"],
];

/** In the page's language; what is not known here stays in the server's words. */
export function faultText(t: TFunction, said: string): string {
  for (const [shape, key, ...holes] of sentences) {
    const found = shape.exec(said);
    if (found) return t(`error.field.${key}`, Object.fromEntries(holes.map((hole, at) => [hole, found[at + 1] ?? ""])));
  }
  return said;
}

/** What is wrong with which field, in the page's language; empty when the error is about something else. */
export function useFaults(error: unknown): Record<string, string[]> {
  const { t } = useTranslation();
  return error instanceof ProblemError ? faultsOf(t, error) : {};
}

export function faultsOf(t: TFunction, { errors }: ProblemError): Record<string, string[]> {
  return Object.fromEntries(Object.entries(errors ?? {}).map(([field, all]) => [field, all.map((said) => faultText(t, said))]));
}
