import type { StsLocation } from "../aws/sts-location.ts";
import type { Secret } from "../base/secret.ts";
import type { Surroundings } from "../base/surroundings.ts";
import type { CredentialServerDefinition } from "../source-files/kinds/credential-server.ts";
import type { IdentityCenterDefinition } from "../source-files/kinds/identity-center.ts";

/** An IAM user, as far as it is known without the keys. */
export interface UserReference {
  readonly profile: string;
  /** The user's MFA device, when the profile, its source or `default` names one. */
  readonly serialNumber?: string;
  /** Lifetime asked of GetSessionToken: 900 to 129600 seconds. */
  readonly sessionDurationSeconds: number;
  /** Key `session_token`: whether GetSessionToken comes before AssumeRole. */
  readonly sessionTokenUse: "auto" | "always" | "never";
  readonly sts: StsLocation;
}

/** An IAM user's long-term keys (or pasted temporary ones, with `sessionToken`), read from a profile. */
export interface IamUserReference extends UserReference {
  readonly kind: "iam-user";
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
}

/** Somebody else's `credential_process`, run by the shell as the SDKs do. It may print an IAM user's keys. */
export interface CredentialProcessReference extends UserReference {
  readonly kind: "credential-process";
  readonly command: string;
  /** Where it runs, which decides what it prints; absent until it is known who asks. */
  readonly surroundings?: Surroundings;
}

/** A permission set in an account of IAM Identity Center. */
export interface IdentityCenterReference {
  readonly kind: "identity-center";
  readonly source: IdentityCenterDefinition;
  readonly accountId: string;
  /** Name of the permission set: the API's `roleName`. */
  readonly roleName: string;
  /** For the roles and questions that follow. */
  readonly sts: StsLocation;
}

/** A role of a credential server; what it may be is the server's decision. */
export interface CredentialServerReference {
  readonly kind: "credential-server";
  readonly source: CredentialServerDefinition;
  readonly role: string;
  readonly sts: StsLocation;
}

/** Where a role chain starts. A new kind of source adds its reference here. */
export type SourceReference =
  | IamUserReference
  | CredentialProcessReference
  | IdentityCenterReference
  | CredentialServerReference;

/** One AssumeRole call. */
export interface RoleHop {
  readonly roleArn: string;
  /** 900 to 43200. */
  readonly durationSeconds: number;
  /** The duration was set for many roles, and not for this one. */
  readonly durationIsShared?: true;
  readonly externalId?: string;
  /** As configured; absent: the broker picks one. */
  readonly roleSessionName?: string;
  readonly sts: StsLocation;
}

/** A target with every name looked up: where to start, which roles follow, and what the program should know. */
export interface ResolvedTarget {
  /** What the user typed, for messages; not part of any cache key. */
  readonly name: string;
  readonly source: SourceReference;
  readonly chain: readonly RoleHop[];
  /** The region of the profile, for the program's environment; absent when nothing names one. */
  readonly region?: string;
  /** `AWS_ENDPOINT_URL` and `AWS_ENDPOINT_URL_<SERVICE>` as the profile's `endpoint_url` and `services` say, and its kind of endpoint. */
  readonly endpointVariables: Readonly<Record<string, string>>;
  /** Things the user should hear, such as a duration that was clamped. */
  readonly notices: readonly string[];
}
