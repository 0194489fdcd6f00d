import type { PickPlace } from "../picker/pick-places.ts";

/** Splits what follows `--pick`: `browser`, `terminal prod`, `prod admin`. */
export function placeAndSearch(words: string): { readonly where?: PickPlace; readonly search: string } {
  const [, where, search = ""] = /^(terminal|browser)(?:\s+(.*))?$/s.exec(words) ?? [];
  return where ? { where: where as PickPlace, search } : { search: words };
}
