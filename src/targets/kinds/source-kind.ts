import type { StsLocation } from "../../aws/sts-location.ts";
import type { CredentialRequest, RequestEnvironment } from "../../base/credential-request.ts";
import type { Surroundings } from "../../base/surroundings.ts";
import type { Network } from "../../network/network.ts";
import type { Profile } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import type { SourceDefinition } from "../../source-files/source-definition.ts";
import type { SourceDefinitions } from "../../source-files/source-definitions.ts";
import type { AssumedBy, Tell } from "../durations.ts";
import type { RoleHop } from "../role-hops.ts";
import type { Lineage, Setting } from "../setting.ts";
import type { UserReference } from "./user-reference.ts";

/** A command of a profile, and the surroundings it runs in. */
export interface ProfileCommand {
  readonly profile: string;
  readonly command: string;
  /** Absent until the client is known. */
  readonly surroundings?: Surroundings;
}

/**
 * What the tool knows about one kind of source before any call; a row of `KINDS`.
 *
 * @typeParam R - its reference, which a resolved target starts with
 */
export interface SourceKind<R> {
  /** The values that, besides the sign-in, decide which credentials the source gives. They are part of cache keys. */
  keyParts(source: R): readonly (string | number | undefined)[];
  /** The definition to sign in to; undefined for a source without a sign-in. */
  signInOf(source: R): SourceDefinition | undefined;
  /** The role that it lends, as a user types it after `SOURCE:`; undefined for a source without roles. */
  roleOf(source: R): string | undefined;
  /** The account of its credentials, if it is known without a call. */
  accountOf(source: R): string | undefined;
  /** The IAM user whose long-term keys it gives, or may give. */
  userOf(source: R): UserReference | undefined;
  /** The command that it runs. */
  commandOf(source: R): ProfileCommand | undefined;
  /** The same source, with its command run in these surroundings. */
  within(source: R, surroundings: Surroundings): R;
  /** The same source, reached over this network. */
  over(source: R, network: Network): R;
  /** The giver of the credentials, for messages. */
  giver(source: R): string;
  /** Refuses a flag that would have no effect, since the user relies on it. @throws {ActasError} `usage` */
  refuseFlags(request: CredentialRequest, source: R, chain: readonly RoleHop[]): void;
}

/** The parts that a profile's reference to a source is made from. */
export interface ProfileParts {
  /** The profile at the end of its chain, which names the source. */
  readonly source: Profile;
  /** The target's `role_arn`, when it does not count. */
  readonly passedOver?: Setting | undefined;
  /** The profiles of the whole chain: the target first, `default` last. */
  readonly lineage: Lineage;
  /** The role the source's credentials assume first, when there is one. */
  readonly firstRoleArn?: string | undefined;
  readonly defaults: Lineage;
  /** Those of the source files. */
  readonly definitions: SourceDefinitions;
}

/** How a profile names a source of one kind. */
export interface NamedByProfile<R> {
  /** What assumes the first role of the chain. */
  readonly assumedBy: AssumedBy;
  /** Whether the profile names such a source; of several kinds the first in `NAMED_BY_PROFILE` counts. */
  isIn(profile: Profile, files: ProfileFiles): boolean;
  /** A role that is assumed before those of the profiles. @throws {ActasError} `configuration` */
  roleBefore?(profile: Profile, lineage: Lineage): Setting | undefined;
  /** Whether it can lend its credentials to the role of the same profile. */
  lendsToItself(profile: Profile): boolean;
  /** @throws {ActasError} `configuration`, `usage` */
  reference(parts: ProfileParts, request: CredentialRequest, files: ProfileFiles, tell: Tell): R;
  /** Where the profile signs in; undefined for a kind without a sign-in. @throws {ActasError} `configuration` */
  signInOfProfile(
    profile: Profile,
    files: ProfileFiles,
    definitions: SourceDefinitions,
    environment: RequestEnvironment,
  ): SourceDefinition | undefined;
}

/** How `SOURCE:ROLE` names a role of a source of one kind. */
export interface NamedByRole<D, R> {
  /** What assumes the first role of the chain. */
  readonly assumedBy: AssumedBy;
  /** The servers that are asked when somebody signs in. */
  servers(source: D): readonly string[];
  /** @throws {ActasError} `usage` for text that cannot be a role of such a source */
  lent(source: D, role: string, sts: () => StsLocation): R;
  /**
   * The roles that are assumed, one after the other, to be the role that was named, the source's own first; none for a
   * source that lends it as it is.
   *
   * @throws {ActasError} `role-not-found`
   */
  arnsOf(source: D, role: string): readonly string[];
  /** The partition of the role, if it is known without a call. */
  partitionOf(source: D, role: string): string | undefined;
  /**
   * The source with the endpoints and the network settings of the environment, else the profile.
   *
   * @throws {ActasError} `configuration`
   */
  reached(source: D, profile: Profile | undefined, files: ProfileFiles, environment: RequestEnvironment): D;
}
