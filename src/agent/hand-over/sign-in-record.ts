import { z } from "zod/mini";
import type { Same } from "../../base/same-type.ts";
import type { ClientRegistration, SignIn } from "../../sources/sign-ins.ts";
import { DefinitionRecord } from "./definition-record.ts";
import { secret, time } from "./record.ts";

/** An OAuth client that was registered, as it is handed over. */
export const ClientRecord = z.object({
  clientId: z.string(),
  clientSecret: secret,
  expiration: time,
});

/** A sign-in as it is handed over. */
export const SignInRecord = z.object({
  key: z.string(),
  source: z.string(),
  url: z.string(),
  grantType: z.enum(["code", "device"]),
  person: z.exactOptional(z.string()),
  accessToken: secret,
  refreshToken: z.exactOptional(secret),
  expiration: z.exactOptional(time),
  client: z.exactOptional(ClientRecord),
  leftInFile: z.exactOptional(secret),
  obtainedAt: z.exactOptional(z.number()),
  definition: z.exactOptional(DefinitionRecord),
});

true satisfies Same<z.infer<typeof ClientRecord>, ClientRegistration>;
true satisfies Same<z.infer<typeof SignInRecord>, SignIn>;
