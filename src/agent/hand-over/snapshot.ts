import { z } from "zod/mini";
import type { Same } from "../../base/same-type.ts";
import type { UsedCode } from "../../mfa/used-codes.ts";
import { EntryRecord } from "../../persistence/entry-record.ts";
import { OathPasswordRecord } from "../../persistence/oath-password-record.ts";
import { SignInRecord } from "../../persistence/sign-in-record.ts";
import type { RequestTools } from "../../requests/request-tools.ts";
import { ClientRecord } from "../../sources/client-registration.ts";

/** What an agent remembers, and the next one needs. */
export type Memory = Pick<RequestTools, "cache" | "mfaDevices" | "oathPasswords" | "signIns">;

const UsedCodeRecord = z.object({ code: z.string(), at: z.number(), refused: z.exactOptional(z.literal(true)) });

true satisfies Same<z.infer<typeof UsedCodeRecord>, UsedCode>;

/** The memory of an agent, as it crosses to the next one. */
export const Snapshot = z.object({
  entries: z.array(EntryRecord),
  signIns: z.array(SignInRecord),
  /** Registrations for the next sign-ins: with another client the user would be asked for consent again. */
  clients: z.array(z.tuple([z.string(), ClientRecord])),
  /** An agent of an older version leaves none. */
  oathPasswords: z._default(z.array(OathPasswordRecord), []),
  usedCodes: z.array(z.tuple([z.string(), z.array(UsedCodeRecord)])),
});

export function snapshotOf({ cache, mfaDevices, oathPasswords, signIns }: Memory): z.infer<typeof Snapshot> {
  return {
    entries: cache.entries(),
    signIns: signIns.list(),
    clients: signIns.clients(),
    oathPasswords: [...oathPasswords.list()],
    usedCodes: mfaDevices.used().map(([serialNumber, codes]) => [serialNumber, [...codes]]),
  };
}

/** Takes up what the agent before remembered. */
export function restore(
  { cache, mfaDevices, oathPasswords, signIns }: Memory,
  { clients, entries, oathPasswords: passwords, signIns: held, usedCodes }: z.infer<typeof Snapshot>,
): void {
  for (const entry of entries) cache.restore(entry);
  for (const signIn of held) signIns.restore(signIn);
  for (const [key, client] of clients) signIns.keepClient(key, client);
  for (const password of passwords) oathPasswords.restore(password);
  mfaDevices.restore(usedCodes);
}
