import { z } from "zod";

const seconds = z.number().int().positive();

const Settings = z.strictObject({
  /** How many accounts Identity Center has, with five permission sets each; 0: the handful of the demo. */
  accounts: z.number().int().min(0).max(100_000).default(0),
  /** How long an access token lasts when it can be renewed. */
  accessTokenSeconds: seconds.default(3600),
  /** How long after a sign-in its tokens can be renewed. */
  sessionSeconds: seconds.default(8 * 3600),
  /** `rotate`: each renewal ends the refresh token it used; `none`: there are none. */
  refreshTokens: z.enum(["rotate", "keep", "none"]).default("rotate"),
  /** How long a client registration of Identity Center lasts. */
  registrationSeconds: seconds.default(90 * 24 * 3600),
  deviceCodeSeconds: seconds.default(600),
  /** How long a client of the device grant waits between two questions. */
  intervalSeconds: seconds.default(1),
  /** Whether the credential server has `GET roles`. */
  roleList: z.enum(["yes", "not-implemented"]).default("yes"),
  /** Whether the credential server says that its credentials are for one use. */
  mairuNoCache: z.enum(["absent", "true", "false"]).default("absent"),
});

/** How sign-ins behave; everything has a default. */
export type SignInSettingsInput = z.input<typeof Settings>;

/** How sign-ins behave, until it is replaced. */
export class SignInSettings {
  #values: z.output<typeof Settings>;

  constructor(values: SignInSettingsInput = {}) {
    this.#values = Settings.parse(values);
  }

  get values(): z.output<typeof Settings> {
    return this.#values;
  }

  /**
   * Changes what is named, and keeps the rest.
   *
   * @throws {z.ZodError} a word that is not a setting, or a value of the wrong type
   */
  change(values: unknown): void {
    this.#values = Settings.parse({ ...this.#values, ...z.record(z.string(), z.unknown()).parse(values) });
  }
}
