import { z } from "zod/mini";
import { Secret } from "../../base/secret.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";

/**
 * A source as an agent that is replaced leaves it to the next one with a sign-in. It comes from a program of ours, of
 * another version at most, so that not every member is looked at.
 */
export const DefinitionRecord = z.looseObject({
  kind: z.enum(["identity-center", "credential-server"]),
  id: z.string(),
  url: z.string(),
  origin: z.string(),
  oauth: z.optional(z.looseObject({ clientSecret: z.optional(z.string()) })),
});

export function toDefinitionRecord(source: SourceDefinition): z.infer<typeof DefinitionRecord> {
  if (source.kind === "identity-center") return { ...source };
  const { clientSecret, ...oauth } = source.oauth;
  return { ...source, oauth: { ...oauth, ...(clientSecret && { clientSecret: clientSecret.reveal() }) } };
}

export function fromDefinitionRecord({ oauth, ...plain }: z.infer<typeof DefinitionRecord>): SourceDefinition {
  if (!oauth) return plain as unknown as SourceDefinition;
  const { clientSecret, ...rest } = oauth;
  const secret = clientSecret === undefined ? {} : { clientSecret: new Secret(clientSecret) };
  return { ...plain, oauth: { ...rest, ...secret } } as unknown as SourceDefinition;
}
