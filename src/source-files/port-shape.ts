import { z } from "zod/mini";

/** A port chosen by the user. */
export function port(description: string): z.ZodMiniNumber {
  return z.int().check(z.gte(0), z.lte(65535), z.describe(description));
}
