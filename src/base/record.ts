import { z } from "zod/mini";
import { Secret } from "./secret.ts";
import { parseTimestamp } from "./timestamp.ts";

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
