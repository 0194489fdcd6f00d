import { z } from "zod/mini";
import type { Credentials } from "../base/credentials.ts";
import { secret, time } from "../base/record.ts";
import type { Same } from "../base/same-type.ts";
import type { CacheEntry } from "../cache/cache-entry.ts";

const CredentialsRecord = z.object({
  accessKeyId: z.string(),
  secretAccessKey: secret,
  sessionToken: z.exactOptional(secret),
  expiration: z.exactOptional(time),
});

/** An entry of the cache as it is handed over, or kept. */
export const EntryRecord = z.object({
  key: z.string(),
  kind: z.enum(["sign-in", "credentials"]),
  label: z.string(),
  signIn: z.exactOptional(z.string()),
  obtainedAt: z.number(),
  credentials: CredentialsRecord,
});

true satisfies Same<z.infer<typeof CredentialsRecord>, Credentials>;
true satisfies Same<z.infer<typeof EntryRecord>, CacheEntry>;
