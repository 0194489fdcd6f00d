import { z } from "zod/mini";
import { secret, time } from "../base/record.ts";
import type { Same } from "../base/same-type.ts";
import type { Secret } from "../base/secret.ts";

/** An OAuth client that a source handed out; needed to renew what was signed in to with it. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly expiration: Date;
}

/** The same as it is handed over. */
export const ClientRecord = z.object({
  clientId: z.string(),
  clientSecret: secret,
  expiration: time,
});

true satisfies Same<z.infer<typeof ClientRecord>, ClientRegistration>;
