import type { z } from "zod/mini";
import { nearestName } from "../base/nearest-name.ts";
import { SourceFileShape } from "./source-file-shape.ts";
import { UnusableValue } from "./unusable-value.ts";

/** Text in the form of a key. Anything else might be a secret, and is not repeated. */
const PLAIN = /^[$\w-]{1,40}$/;

/** Every key that a source file may have, by its path: `oauth.code_grant.local_port`. */
const KEYS = keysOf(SourceFileShape, []);

/** The error for an unknown key, with the one that was probably meant. */
export function unknownKey(key: string, path: readonly PropertyKey[]): UnusableValue {
  const place = path.map((part) => `${String(part)}.`).join("");
  if (!PLAIN.test(key))
    return new UnusableValue(`it has a key that is unknown${place && ` in "${place.slice(0, -1)}"`}`);
  const beside = KEYS.filter((known) => known.startsWith(place) && !known.slice(place.length).includes("."));
  const nearest = nearestName(`${place}${key}`, beside) ?? KEYS.find((known) => known.endsWith(`.${key}`));
  return new UnusableValue(`its key "${place}${key}" is unknown`, nearest ? [`did you mean "${nearest}"?`] : []);
}

function keysOf(shape: unknown, path: readonly string[]): readonly string[] {
  const { def } = shape as { readonly def: { readonly innerType?: unknown; readonly shape?: z.core.$ZodShape } };
  if (def.innerType) return keysOf(def.innerType, path);
  return Object.entries(def.shape ?? {}).flatMap(([key, member]) => [
    [...path, key].join("."),
    ...keysOf(member, [...path, key]),
  ]);
}
