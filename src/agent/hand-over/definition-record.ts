import { z } from "zod/mini";
import { Secret } from "../../base/secret.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";

const Loose = z.looseObject({
  kind: z.enum(["identity-center", "credential-server"]),
  id: z.string(),
  url: z.string(),
  origin: z.string(),
  oauth: z.optional(z.looseObject({ clientSecret: z.optional(z.string()) })),
});

/**
 * A source as it is handed over with a sign-in. It comes from a program of ours, of another version at most, so that
 * not every member is looked at.
 */
export const DefinitionRecord = z.codec(
  Loose,
  z.custom<SourceDefinition>((value) => value instanceof Object),
  {
    decode: fromRecord,
    encode: toRecord,
  },
);

function toRecord(source: SourceDefinition): z.infer<typeof Loose> {
  if (source.kind === "identity-center") return { ...source };
  const { clientSecret, ...oauth } = source.oauth;
  return { ...source, oauth: { ...oauth, ...(clientSecret && { clientSecret: clientSecret.reveal() }) } };
}

function fromRecord({ oauth, ...plain }: z.infer<typeof Loose>): SourceDefinition {
  if (!oauth) return plain as unknown as SourceDefinition;
  const { clientSecret, ...rest } = oauth;
  const secret = clientSecret === undefined ? {} : { clientSecret: new Secret(clientSecret) };
  return { ...plain, oauth: { ...rest, ...secret } } as unknown as SourceDefinition;
}
