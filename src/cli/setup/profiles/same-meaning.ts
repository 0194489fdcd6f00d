import type { CredentialRequest } from "../../../base/credential-request.ts";
import { ActasError } from "../../../base/errors.ts";
import { jsonText } from "../../../base/printable.ts";
import { profileNames } from "../../../profiles/profile.ts";
import type { ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { DeliveryKind } from "../../../targets/profile-chain.ts";
import { resolveTarget } from "../../../targets/resolve-target.ts";
import type { KnownBefore } from "../known-before.ts";

/**
 * Refuses a change of the AWS files after which a profile would mean another identity, or could not be used. A profile
 * that cannot be used as it is says why itself.
 *
 * @param delivery - how the profile is used after the change
 * @throws {ActasError} what is wrong with the profile; `configuration` when it, or another profile, would change
 */
export function requireSameMeaning(
  name: string,
  before: KnownBefore,
  after: ProfileFiles,
  delivery: DeliveryKind,
): void {
  const was = meaning(name, before.files, before, delivery === "process" ? "other" : "process");
  const changed = [
    ...(meaning(name, after, before, delivery) === was ? [] : [name]),
    ...profileNames(before.files).filter(
      (other) => other !== name && meaningOrNone(other, before.files, before) !== meaningOrNone(other, after, before),
    ),
  ];
  if (changed.length === 0) return;
  const names = changed.map((one) => `"${one}"`).join(", ");
  throw new ActasError(
    "configuration",
    `cannot change profile "${name}": this would give another meaning to ${names}`,
    {
      hints: [`\`actas config show\` shows where a profile's settings come from; \`[DEFAULT]\` gives settings to all`],
    },
  );
}

function meaning(
  sourceProfile: string,
  files: ProfileFiles,
  { environment, known }: KnownBefore,
  delivery: DeliveryKind,
): string {
  const request: CredentialRequest = { sourceProfile, environment, freshness: "cached", interaction: "never" };
  const { chain, endpointVariables, region, source } = resolveTarget(request, files, known, { delivery });
  return jsonText([source, chain, region, endpointVariables], "one-line");
}

function meaningOrNone(name: string, files: ProfileFiles, before: KnownBefore): string | undefined {
  try {
    return meaning(name, files, before, "other");
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}
