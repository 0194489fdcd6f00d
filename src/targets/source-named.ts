import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { findProfile, hasKeys, type Profile, profileNames } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { notFound, sourceOfId, sourceOfUrl } from "../source-files/find-source.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import { kindIn } from "./kinds/kinds.ts";
import { knownSources } from "./known-sources.ts";
import { profileChain } from "./profile-chain.ts";
import { inShell, typedProfile } from "./typed-target.ts";

/**
 * The source that `actas login NAME` means: the one with that id, else the one that the profile of that name signs in
 * to, else the one whose role has that name, else the one with that URL.
 *
 * @throws {ActasError} `source-not-found`; `usage` for a profile without a sign-in; `configuration`
 */
export function sourceNamed(
  name: string,
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
): SourceDefinition {
  const known = knownSources(files, definitions, environment);
  return (
    sourceOfId(name, known) ??
    sourceOfProfile(name, files, definitions, environment) ??
    sourceOfAlias(name, known) ??
    sourceOfUrl(name, known) ??
    notFound(name, known, profileNames(files))
  );
}

function sourceOfAlias(name: string, known: SourceDefinitions): SourceDefinition | undefined {
  const { target = "" } = known.aliases?.get(name) ?? {};
  return target.startsWith("arn:") ? undefined : sourceOfId(target.slice(0, target.indexOf(":")), known);
}

function sourceOfProfile(
  name: string,
  files: ProfileFiles,
  definitions: SourceDefinitions,
  environment: RequestEnvironment,
): SourceDefinition | undefined {
  if (!findProfile(files, name)) return undefined;
  const { source } = profileChain(name, files, { delivery: "other", place: "target" });
  const signIn = kindIn(source, files)?.signInOfProfile(source, files, definitions, environment);
  if (signIn) return signIn;
  throw new ActasError(
    "usage",
    `cannot use "${name}" as a source: it is a profile, and there is no sign-in to ${beginningOf(source, name)}`,
    {
      hints: [
        "`actas list sources` shows what can be signed in to",
        `\`actas whoami ${inShell(typedProfile(name))}\` asks for what it needs, such as an MFA code`,
        `\`actas console ${inShell(typedProfile(name))}\` signs in to the AWS console`,
      ],
    },
  );
}

/** Whose credentials a profile begins with. */
function beginningOf(source: Profile, name: string): string {
  const way = hasKeys(source)
    ? "the keys"
    : source.settings.has("credential_process")
      ? "the command"
      : "the credentials";
  return source.name === name ? `${way} it has` : `${way} of "${source.name}", with which it starts`;
}
