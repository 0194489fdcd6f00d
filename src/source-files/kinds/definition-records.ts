import { z } from "zod/mini";
import { secret } from "../../base/record.ts";
import type { SignInKind, SourceDefinition } from "../source-definition.ts";
import type { Definition } from "./definition-kind.ts";

type Records = { readonly [K in SignInKind]: z.ZodMiniType<SourceDefinition<K>, object> };

/** The shape of a definition that is handed over, with a sign-in, from an agent to the next one. */
export const DEFINITION_RECORDS: Records = {
  "identity-center": definitionRecord("identity-center"),
  "credential-server": definitionRecord("credential-server", {
    oauth: z.looseObject({ clientSecret: z.exactOptional(secret) }),
  }),
  "web-identity": definitionRecord("web-identity", { clientSecret: z.exactOptional(secret) }),
};

/**
 * The shape of a handed-over definition. It comes from our own program, perhaps of another version, so not every field
 * is checked.
 *
 * @param more - shapes of the fields that are not plain JSON
 */
function definitionRecord<D extends Definition & { readonly kind: string }>(
  kind: D["kind"],
  more: z.core.$ZodShape = {},
): z.ZodMiniType<D, object> {
  const shape = { kind: z.literal(kind), id: z.string(), url: z.string(), origin: z.string(), ...more };
  return z.looseObject(shape) as unknown as z.ZodMiniType<D, object>;
}
