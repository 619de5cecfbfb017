import { ProblemError } from "@serviceos/shared/http";

/** Why the server published nothing: by item, the variables of its answer that nobody fills in. */
export function unfillable(error: unknown): Map<string, string> {
  if (!(error instanceof ProblemError) || error.status !== 400 || !error.errors) return new Map();
  return new Map(Object.entries(error.errors).flatMap(([id, why]) => {
    const names = why.join(" ").match(/\{\{[^}]*\}\}/g);
    return names ? [[id, names.join(" ")] as const] : [];
  }));
}
