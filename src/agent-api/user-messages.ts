/** What an IAM user's policies say about a role, or about the roles that a pattern matches. */
export interface JudgedMessage {
  /** `not-allowed`: no policy allows it; `denied`: one denies it. */
  readonly answer: "allowed" | "not-allowed" | "denied" | "depends";
  /** What decides if it depends. */
  readonly dependsOn: readonly string[];
  /** What AssumeRole has to be signed with for this answer: long-term keys, a session without an MFA code, or a code. */
  readonly signedWith: readonly ("keys" | "session" | "mfa")[];
}

/** The IAM user whose keys a profile starts with. */
export interface UserMessage {
  readonly arn: string;
  readonly accountId: string;
  /** The profile that has the keys. */
  readonly profile: string;
}

/** The roles that an IAM user's policies are about. */
export interface UserRolesMessage {
  readonly user: UserMessage & {
    /** If it was asked for, and there is one. */
    readonly accountAlias?: string;
  };
  readonly roles: readonly (JudgedMessage & {
    readonly roleArn: string;
    /** The profiles that assume this role with the user's keys. */
    readonly profiles: readonly string[];
  })[];
  /** Policies name these roles with wildcards. */
  readonly patterns: readonly (JudgedMessage & {
    readonly pattern: string;
    readonly policy: string;
    /** Which of the roles the answer does not hold for, in words. */
    readonly limits: readonly string[];
  })[];
  /** What the user may not read. */
  readonly notKnown: readonly {
    /** Such as `iam:GetUser`. */
    readonly permission: string;
    /** What is not known without it. */
    readonly what: string;
    /** How answers that depend on it say so. */
    readonly dependsOn?: string;
  }[];
}

/** How a sign-in was ended, or the session of an IAM user. */
export interface SignOutMessage {
  /** The id of the source, or the profile that has the user's keys. */
  readonly source: string;
  /** It is an IAM user's profile, and no source. */
  readonly of?: "user";
  /** `forgotten`: the source could not be told. */
  readonly ended: "revoked" | "forgotten" | "not-signed-in";
}

/** The MFA devices of an IAM user. */
export interface UserDevicesMessage {
  readonly user: UserMessage;
  readonly devices: readonly {
    readonly serialNumber: string;
    /** RFC 3339. */
    readonly enrolled?: string;
    /** The profiles that name it. */
    readonly profiles: readonly string[];
  }[];
}
