import { ActasError } from "../../base/errors.ts";
import { providerCheck } from "../../requests/setup/provider-check.ts";
import { askClientId, askName } from "./ask-parts.ts";
import type { KnownBefore } from "./known-before.ts";
import { providerContent } from "./provider-content.ts";
import { type NewSource, plannedSource } from "./write-source.ts";

/** Whether an OpenID provider is at an address: its issuer, or its discovery document. */
export async function isProviderAt(wellKnown: string, { environment, files }: KnownBefore): Promise<boolean> {
  const source = plannedSource(providerContent("new", { wellKnown, clientId: "actas", check: true }, undefined));
  if (source.kind !== "web-identity") return false;
  return providerCheck({ source, environment, files }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ActasError) return false;
      throw error;
    },
  );
}

/** Asks for what only the user knows of an OpenID provider. */
export async function askProvider(wellKnown: string, before: KnownBefore): Promise<NewSource["content"]> {
  const clientId = await askClientId();
  const flags = { wellKnown, clientId, scope: ["openid", "email"], check: true };
  return providerContent(await askName(wellKnown, "openid", before), flags, undefined);
}
