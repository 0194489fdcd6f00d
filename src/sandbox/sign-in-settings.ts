import { z } from "zod";

const seconds = z.number().int().positive();

const Settings = z.strictObject({
  /**
   * Number of accounts in Identity Center, with five permission sets each; 0: the few of the demo. Yoyodyne has as many
   * besides its own, with five roles each.
   */
  accounts: z.number().int().min(0).max(100_000).default(0),
  /** How many roles each account shows in IAM at least: beside those that people have, roles of AWS's services. */
  rolesPerAccount: z.number().int().min(0).max(5000).default(0),
  /** Lifetime of an access token that can be renewed. */
  accessTokenSeconds: seconds.default(3600),
  /** Time after a sign-in during which its tokens can be renewed. */
  sessionSeconds: seconds.default(8 * 3600),
  /** `rotate`: each renewal invalidates the refresh token it used; `none`: there are no refresh tokens. */
  refreshTokens: z.enum(["rotate", "keep", "none"]).default("rotate"),
  /** Lifetime of a client registration at Identity Center. */
  registrationSeconds: seconds.default(90 * 24 * 3600),
  deviceCodeSeconds: seconds.default(600),
  /** Polling interval of the device grant. */
  intervalSeconds: seconds.default(1),
  /** Lifetime of an ID token. */
  idTokenSeconds: seconds.default(3600),
  /** Whether Yoyodyne's provider publishes the key with which it signs; if not, nobody knows the token's key id. */
  signingKey: z.enum(["published", "unpublished"]).default("published"),
  /** How many more groups than their own Yoyodyne's people are in, as of their next sign-in. */
  furtherGroups: z.number().int().min(0).max(1000).default(0),
  /** Whether the credential server has `GET roles`. */
  roleList: z.enum(["yes", "not-implemented"]).default("yes"),
  /** Whether the credential server says that its credentials are for one use. */
  mairuNoCache: z.enum(["absent", "true", "false"]).default("absent"),
  /** Time until AWS takes an access key that IAM has made. */
  newKeySeconds: z.number().nonnegative().default(2),
  /** Actions of IAM that no policy allows, such as `CreateAccessKey`. */
  iamDenied: z.array(z.string()).default([]),
  /** Whether the users' policies deny IAM without an MFA code. */
  iamNeedsMfa: z.enum(["yes", "no"]).default("no"),
});

/** How sign-ins and IAM behave; everything has a default. */
export type SignInSettingsInput = z.input<typeof Settings>;

/** How sign-ins and IAM behave, until it is replaced. */
export class SignInSettings {
  #values: z.output<typeof Settings>;

  constructor(values: SignInSettingsInput = {}) {
    this.#values = Settings.parse(values);
  }

  get values(): z.output<typeof Settings> {
    return this.#values;
  }

  /**
   * Changes the named settings, and keeps the others.
   *
   * @throws {z.ZodError} a word that is not a setting, or a value of the wrong type
   */
  change(values: unknown): void {
    this.#values = Settings.parse({ ...this.#values, ...z.record(z.string(), z.unknown()).parse(values) });
  }
}
