import { z } from "zod/mini";

/** What an `actas serve` tells other commands of this user about itself; nothing of it is secret but the link. */
export type ServeRecord = z.infer<typeof ServeRecordShape>;

export const ServeRecordShape = z.object({
  kind: z.enum(["container", "imds"]),
  port: z.int(),
  url: z.string(),
  pid: z.int(),
  /** Tells the process from a later one with the same pid. */
  startTime: z.string(),
  startedAt: z.string(),
  /** The file with what it says; absent: it runs in the foreground. */
  log: z.exactOptional(z.string()),
  /** A link that opens the page of `--web`, once. */
  page: z.exactOptional(z.string()),
  target: z.exactOptional(z.string()),
  expiration: z.exactOptional(z.string()),
  /** Whether what programs get now has no end. */
  endless: z.exactOptional(z.literal(true)),
  renewal: z.exactOptional(z.string()),
  /** Why there are no credentials, or none for long. */
  problem: z.exactOptional(z.object({ code: z.string(), message: z.string(), hints: z.array(z.string()) })),
  lastFetch: z.exactOptional(
    z.object({ at: z.string(), pid: z.exactOptional(z.int()), program: z.exactOptional(z.string()) }),
  ),
});
