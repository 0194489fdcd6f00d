import { z } from "zod/mini";
import { Secret } from "../../base/secret.ts";
import { parseTimestamp } from "../../base/timestamp.ts";

/** A secret, in the clear: a hand-over goes over a pipe, and never over a file. */
export const secret = z.codec(z.string(), z.instanceof(Secret), {
  decode: (text) => new Secret(text),
  encode: (value) => value.reveal(),
});

/** A time, as RFC 3339. */
export const time = z.codec(z.string(), z.date(), {
  decode: (text) => parseTimestamp(text) ?? new Date(Number.NaN),
  encode: (date) => date.toISOString(),
});

/** A shape for each field of `T`, the optional ones too: a field that only one of the two has does not compile. */
export type ShapeOf<T> = { readonly [Field in keyof T]-?: z.ZodMiniType };
