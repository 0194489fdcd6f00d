import { z } from "zod/mini";
import { Secret } from "./secret.ts";
import { parseTimestamp } from "./timestamp.ts";

/** A secret, in plain text: a hand-over goes through a pipe, never through a file. */
export const secret = z.codec(z.string(), z.instanceof(Secret), {
  decode: (text) => new Secret(text),
  encode: (value) => value.reveal(),
});

/** A time, as RFC 3339. */
export const time = z.codec(z.string(), z.date(), {
  decode: (text) => parseTimestamp(text) ?? new Date(Number.NaN),
  encode: (date) => date.toISOString(),
});
