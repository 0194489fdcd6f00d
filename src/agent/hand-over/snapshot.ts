import { z } from "zod/mini";
import type { Credentials } from "../../base/credentials.ts";
import { secret, time } from "../../base/record.ts";
import type { Same } from "../../base/same-type.ts";
import type { CacheEntry } from "../../cache/credential-cache.ts";
import type { UsedCode } from "../../mfa/mfa-devices.ts";
import type { RequestTools } from "../../requests/request-tools.ts";
import { ClientRecord } from "../../sources/client-registration.ts";
import { SignInRecord } from "./sign-in-record.ts";

/** What an agent remembers, and the next one needs. */
export type Memory = Pick<RequestTools, "cache" | "mfaDevices" | "signIns">;

const CredentialsRecord = z.object({
  accessKeyId: z.string(),
  secretAccessKey: secret,
  sessionToken: z.exactOptional(secret),
  expiration: z.exactOptional(time),
});

const EntryRecord = z.object({
  key: z.string(),
  kind: z.enum(["sign-in", "credentials"]),
  label: z.string(),
  signIn: z.exactOptional(z.string()),
  obtainedAt: z.number(),
  credentials: CredentialsRecord,
});

const UsedCodeRecord = z.object({ code: z.string(), at: z.number() });

true satisfies Same<z.infer<typeof CredentialsRecord>, Credentials>;
true satisfies Same<z.infer<typeof EntryRecord>, CacheEntry>;
true satisfies Same<z.infer<typeof UsedCodeRecord>, UsedCode>;

/** The memory of an agent, as it crosses to the next one. */
export const Snapshot = z.object({
  entries: z.array(EntryRecord),
  signIns: z.array(SignInRecord),
  /** Registrations for the next sign-ins: with another client the user would be asked for consent again. */
  clients: z.array(z.tuple([z.string(), ClientRecord])),
  usedCodes: z.array(z.tuple([z.string(), z.array(UsedCodeRecord)])),
});

export function snapshotOf({ cache, mfaDevices, signIns }: Memory): z.infer<typeof Snapshot> {
  return {
    entries: cache.list(),
    signIns: signIns.list(),
    clients: signIns.clients(),
    usedCodes: mfaDevices.used().map(([serialNumber, codes]) => [serialNumber, [...codes]]),
  };
}

/** Takes up what the agent before remembered. */
export function restore(
  { cache, mfaDevices, signIns }: Memory,
  { clients, entries, signIns: held, usedCodes }: z.infer<typeof Snapshot>,
): void {
  for (const entry of entries) cache.restore(entry);
  for (const signIn of held) signIns.put(signIn);
  for (const [key, client] of clients) signIns.keepClient(key, client);
  mfaDevices.restore(usedCodes);
}
