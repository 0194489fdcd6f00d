import { z } from "zod/mini";
import { time } from "../base/record.ts";
import type { Same } from "../base/same-type.ts";
import { DEFINITION_RECORDS } from "../source-files/kinds/definition-records.ts";
import { HELD_RECORDS } from "../sources/held-by-kind.ts";
import type { SignIn } from "../sources/sign-ins.ts";

/** What is known of every sign-in. */
const COMMON = {
  key: z.string(),
  source: z.string(),
  url: z.string(),
  person: z.exactOptional(z.string()),
  expiration: z.exactOptional(time),
  renewable: z.boolean(),
  obtainedAt: z.exactOptional(z.number()),
};

const OfAnyKind = z.discriminatedUnion("kind", [
  z.object({
    ...COMMON,
    kind: z.literal("identity-center"),
    definition: z.exactOptional(DEFINITION_RECORDS["identity-center"]),
    held: HELD_RECORDS["identity-center"],
  }),
  z.object({
    ...COMMON,
    kind: z.literal("credential-server"),
    definition: z.exactOptional(DEFINITION_RECORDS["credential-server"]),
    held: HELD_RECORDS["credential-server"],
  }),
  z.object({
    ...COMMON,
    kind: z.literal("web-identity"),
    definition: z.exactOptional(DEFINITION_RECORDS["web-identity"]),
    held: HELD_RECORDS["web-identity"],
  }),
]);

true satisfies Same<z.infer<typeof OfAnyKind>, SignIn>;

/** A sign-in as it is handed over; also as the version before did it. */
export const SignInRecord = z.codec(z.looseObject({}), OfAnyKind, {
  decode: (record) => upgraded(record) as z.input<typeof OfAnyKind>,
  encode: (record) => record,
});

/** A record as this version writes it: the version before kept the tokens beside the rest, and did not say the kind. */
function upgraded(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if ("held" in record) return record;
  const { grant, grantType = grant, accessToken, refreshToken, client, leftInFile, definition, ...rest } = record;
  const held = { grantType, accessToken, refreshToken, client, leftInFile };
  return {
    ...rest,
    // Without a definition: only Identity Center hands out clients.
    kind: client ? "identity-center" : "credential-server",
    ...withKind(definition),
    renewable: refreshToken !== undefined,
    held: Object.fromEntries(Object.entries(held).filter(([, value]) => value !== undefined)),
  };
}

function withKind(definition: unknown): Readonly<Record<string, unknown>> {
  if (typeof definition !== "object" || definition === null) return {};
  const { defaultGrant: defaultGrantType, kind, ...rest } = definition as Readonly<Record<string, unknown>>;
  return { kind, definition: { ...(defaultGrantType !== undefined && { defaultGrantType }), kind, ...rest } };
}
