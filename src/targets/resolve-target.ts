import type { CredentialRequest } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { findProfile, type Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import { endpointVariables } from "./endpoints.ts";
import { type DeliveryKind, type ProfileChain, profileChain } from "./profile-chain.ts";
import { regionOf } from "./region.ts";
import type { ResolvedTarget, SourceReference } from "./resolved-target.ts";
import { type RolePlace, roleHops } from "./role-hops.ts";
import { fromFlag, type Lineage } from "./setting.ts";
import { sourceReference } from "./source-reference.ts";
import { readTarget } from "./target-name.ts";

/**
 * Looks up everything a target means, without calling anybody.
 *
 * @throws {ActasError} `profile-not-found`; `unsupported`; `usage` for what was typed; `configuration` for the files
 * and the environment
 */
export function resolveTarget(
  request: CredentialRequest,
  files: ProfileFiles,
  { delivery }: { readonly delivery: DeliveryKind },
): ResolvedTarget {
  const { profile, roleArn } = readTarget(request, files);
  const chain = profileChain(profile, files, { delivery, place: roleArn ? "source" : "target" });
  const lineage = lineageOf(chain, files);
  const places = rolePlaces(chain, lineage, roleArn);
  const notices: string[] = [];
  const tell = (notice: string): void => void notices.push(notice);

  const hops = roleHops(places, request, files, tell);
  const defaults = lineage.slice(-1).filter(({ name }) => name === "default");
  const [first] = hops;
  const parts = { chain, lineage, defaults, ...(first && { firstRoleArn: first.roleArn }) };
  const source = sourceReference(parts, request, files, tell);
  if (!first) refuseRoleFlags(request, source);
  const region = regionOf(lineage, request)?.value;
  return {
    name: request.target ?? profile,
    source,
    chain: hops,
    ...(region && { region }),
    endpointVariables: endpointVariables(lineage[0], files, request.environment),
    notices,
  };
}

/** All profiles of a chain, the target's first, and `default` if there is one. */
export function lineageOf({ steps, source }: ProfileChain, files: ProfileFiles): readonly [Profile, ...Lineage] {
  const ancestors = steps.map(({ profile }) => profile).filter(({ name }) => name !== source.name);
  const fallback = findProfile(files, "default");
  const [own = source, ...others] = [...ancestors, source, ...(fallback ? [fallback] : [])];
  return [own, ...others];
}

/** The roles in the order they are assumed: those of the profiles, from the source up, then the one named by ARN. */
function rolePlaces({ steps }: ProfileChain, lineage: readonly [Profile, ...Lineage], roleArn?: string): RolePlace[] {
  const ofProfiles = steps.map(
    ({ profile, roleArn: ofProfile }, index): RolePlace => ({
      roleArn: ofProfile,
      own: profile,
      lineage: [profile, ...lineage.slice(index + 1)],
    }),
  );
  const named = fromFlag("TARGET", roleArn);
  return [...ofProfiles.reverse(), ...(named ? [{ roleArn: named, lineage }] : [])];
}

/** A flag that would have no effect is refused: whoever typed it counts on it. */
function refuseRoleFlags(request: CredentialRequest, source: SourceReference): void {
  const flags = [
    request.externalId !== undefined && "--external-id",
    request.roleSessionName !== undefined && "--role-session-name",
    source.kind === "credential-process" && request.durationSeconds !== undefined && "--duration",
  ];
  const flag = flags.find((name) => name);
  if (flag) throw new ActasError("usage", `cannot use \`${flag}\`: the target assumes no role`);
}
