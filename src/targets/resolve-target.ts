import type { CredentialRequest } from "../base/credential-request.ts";
import { partitionOfRegion } from "../base/partitions.ts";
import type { Network } from "../network/network.ts";
import { defaultProfile, findProfile, type Profile } from "../profiles/profile.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import type { AssumedBy, Tell } from "./durations.ts";
import { variantVariables } from "./endpoints/endpoint-variant.ts";
import { endpointVariables } from "./endpoints/endpoints.ts";
import { networkFor } from "./endpoints/network.ts";
import { regionOf } from "./endpoints/region.ts";
import { stsForLater } from "./endpoints/sts-location.ts";
import { kindIn, kindOf, roleKindOf, type SourceReference } from "./kinds/kinds.ts";
import { startAtToken } from "./kinds/token-file/token-in-environment.ts";
import { withinSession } from "./kinds/users-rule.ts";
import { type DeliveryKind, type ProfileChain, profileChain } from "./profile-chain.ts";
import type { ResolvedTarget } from "./resolved-target.ts";
import { type RoleHop, type RolePlace, roleHops } from "./role-hops.ts";
import { secondHop } from "./second-hop.ts";
import { fromFlag, type Lineage, type Setting } from "./setting.ts";
import { sourceReference } from "./source-reference.ts";
import type { SourceRole } from "./source-role.ts";
import { type ProfileTarget, readTargetName } from "./target-name.ts";
import { targetOfCommand } from "./target-of-command.ts";
import { unheededSettings } from "./unheeded-settings.ts";
import { userWithSession } from "./user-with-session.ts";

/** The user's files, and how the credentials will be delivered. */
interface Asked {
  readonly request: CredentialRequest;
  readonly files: ProfileFiles;
  readonly definitions: SourceDefinitions;
  readonly delivery: DeliveryKind;
  readonly tell: Tell;
}

/** The first part of a target, before the second hop. */
interface Start {
  readonly name: string;
  /** The profiles that region, endpoints and other settings are inherited from. */
  readonly lineage: readonly [Profile, ...Lineage];
  readonly hops: readonly RoleHop[];
  readonly assumedBy: AssumedBy;
  readonly source: (firstRoleArn: string | undefined) => SourceReference;
}

/**
 * Resolves a target completely, without any call.
 *
 * @throws {ActasError} `profile-not-found`; `source-not-found`; `unsupported`; `usage` for the command line;
 *   `configuration` for the files and the environment
 */
export function resolveTarget(
  request: CredentialRequest,
  files: ProfileFiles,
  definitions: SourceDefinitions,
  { delivery }: { readonly delivery: DeliveryKind },
): ResolvedTarget {
  const named = readTargetName(request, files, definitions);
  const isProfile = "profile" in named;
  const followed = isProfile && !named.roleArn ? targetOfCommand(named.profile, files) : undefined;
  if (followed !== undefined && isProfile) {
    return standingFor(followed, named.profile, { request, files, definitions });
  }
  const notices: string[] = [];
  const asked = { request, files, definitions, delivery, tell: (notice: string) => void notices.push(notice) };
  const start = startOf(named, asked);
  const { lineage, hops, assumedBy } = start;

  const before = { lineage, assumedBy, roles: hops.length > 0 ? "some" : "none" } as const;
  const roles = request.sessionOnly ? [] : [...hops, ...secondHop(request, before, files)];
  const source = start.source(roles[0]?.roleArn);
  const kind = kindOf(source);
  const chain = withinSession(roles, kind.userOf(source));
  kind.refuseFlags(request, source, chain);
  const region = regionOf(lineage, request)?.value;
  const target = {
    name: request.sessionOnly ? userWithSession(source).profile : start.name,
    source,
    chain,
    ...(region && { region }),
    endpointVariables: {
      ...endpointVariables(lineage[0], files, request.environment),
      ...variantVariables(lineage[0], request.environment),
    },
    notices,
  };
  return overNetwork(target, networkFor(lineage, request.environment));
}

function startOf(named: ReturnType<typeof readTargetName>, asked: Asked): Start {
  if ("role" in named) return ofRole(named, asked);
  return "profile" in named ? ofProfile(named, asked) : startAtToken(named, asked);
}

/** All profiles of a chain, the target's first, and `default` if there is one. */
export function lineageOf({ steps, source }: ProfileChain, files: ProfileFiles): readonly [Profile, ...Lineage] {
  const ancestors = steps.map(({ profile }) => profile).filter(({ name }) => name !== source.name);
  const fallback = findProfile(files, "default");
  const [own = source, ...others] = [...ancestors, source, ...(fallback ? [fallback] : [])];
  return [own, ...others];
}

/** The target that the command of a profile names, handed over as that command would; the region of the profile counts. */
function standingFor(
  target: string,
  profile: string,
  { request, files, definitions }: Pick<Asked, "request" | "files" | "definitions">,
): ResolvedTarget {
  const { sourceProfile: _, ...others } = request;
  const resolved = resolveTarget({ ...others, target }, files, definitions, { delivery: "process" });
  const own = findProfile(files, profile);
  const region = own?.settings.has("region") ? regionOf([own], request)?.value : undefined;
  const name = request.sessionOnly ? resolved.name : (request.target ?? profile);
  return { ...resolved, name, ...(region && { region }) };
}

function ofProfile({ profile, roleArn }: ProfileTarget, { request, files, definitions, delivery, tell }: Asked): Start {
  const chain = profileChain(profile, files, { delivery, place: roleArn ? "source" : "target" });
  const lineage = lineageOf(chain, files);
  for (const notice of unheededSettings(chain)) tell(notice);
  const kind = kindIn(chain.source, files);
  const assumedBy = kind?.assumedBy ?? "user";
  const before = kind?.roleBefore?.(chain.source, lineage);
  const places = rolePlaces(chain, lineage, assumedBy, { before, named: fromFlag("TARGET", roleArn) });
  const hops = request.sessionOnly ? [] : roleHops(places, request, files, tell);
  const defaults = lineage.slice(-1).filter(({ name }) => name === "default");
  return {
    name: request.target ?? profile,
    lineage,
    hops,
    assumedBy: hops.length > 0 ? "role" : assumedBy,
    source: (firstRoleArn) =>
      sourceReference(
        {
          ...{ source: chain.source, passedOver: chain.passedOver, lineage, defaults, definitions },
          firstRoleArn: firstRoleArn ?? places[0]?.roleArn.value,
        },
        request,
        files,
        tell,
      ),
  };
}

/** A role of a source has no profile; like any program without one, it inherits from the profile `default`. */
function ofRole({ source, role }: SourceRole, { request, files, tell }: Asked): Start {
  const kind = roleKindOf(source);
  const fallback = defaultProfile(files);
  const lineage = [fallback] as const;
  const places = kind.arnsOf(source, role).map((roleArn, index): RolePlace => {
    const setting = { value: roleArn, origin: { kind: "flag", name: "TARGET" } } as const;
    return { roleArn: setting, lineage, assumedBy: index > 0 ? "role" : kind.assumedBy };
  });
  const hops = roleHops(places, request, files, tell);
  return {
    name: request.source === undefined ? `${request.target}` : `${source.id}:${role}`,
    lineage,
    hops,
    assumedBy: hops.length > 0 ? "role" : kind.assumedBy,
    source: () => {
      const partition = kind.partitionOf(source, role) ?? partitionOfRegion(regionOf(lineage, request)?.value ?? "").id;
      return kind.lent(source, role, () => stsForLater({ own: fallback, lineage, partition }, request, files));
    },
  };
}

/** The roles in the order they are assumed: those of the profiles, from the source up, between those of no profile. */
function rolePlaces(
  chain: ProfileChain,
  lineage: readonly [Profile, ...Lineage],
  assumedBy: AssumedBy,
  { before, named }: { readonly before?: Setting | undefined; readonly named?: Setting | undefined },
): RolePlace[] {
  const ofProfiles = chain.steps
    .map(({ profile, roleArn: ofProfile }, index) => ({
      roleArn: ofProfile,
      own: profile,
      lineage: [profile, ...lineage.slice(index + 1)] as const,
    }))
    .reverse();
  const ofNone = (roleArn: Setting | undefined) => (roleArn ? [{ roleArn, lineage }] : []);
  return [...ofNone(before), ...ofProfiles, ...ofNone(named)].map((place, index) => ({
    ...place,
    assumedBy: index > 0 ? "role" : assumedBy,
  }));
}

/** All calls for a target use the same network: a profile's `ca_bundle` counts for the profiles it starts from too. */
function overNetwork(target: ResolvedTarget, network: Network | undefined): ResolvedTarget {
  if (!network) return target;
  return {
    ...target,
    source: kindOf(target.source).over(target.source, network),
    chain: target.chain.map((hop) => ({ ...hop, sts: { ...hop.sts, network } })),
  };
}
