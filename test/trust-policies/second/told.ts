/** Three-valued: `maybe` is what only the request will tell. */
export type Told = "yes" | "no" | "maybe";

export function both(parts: readonly Told[]): Told {
  if (parts.includes("no")) return "no";
  return parts.includes("maybe") ? "maybe" : "yes";
}

export function either(parts: readonly Told[]): Told {
  return not(both(parts.map(not)));
}

export function not(told: Told): Told {
  if (told === "maybe") return "maybe";
  return told === "yes" ? "no" : "yes";
}

/** What may be one thing or a list of them, in a policy. */
// biome-ignore lint/suspicious/noExplicitAny: the second judge reads the JSON as it is.
export function asList(value: any): readonly any[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
