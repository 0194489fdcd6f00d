import type { Clock } from "../base/clock.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import {
  type AssumeRoleInput,
  assumeRoleParameters,
  type MfaProof,
  mfaParameters,
  policyParameters,
  type SessionPolicies,
} from "./assume-role-parameters.ts";
import { byTheirClock } from "./by-their-clock.ts";
import { sdkCredentials } from "./sdk-credentials.ts";
import { stsCredentials } from "./sts-credentials.ts";
import { stsError } from "./sts-errors.ts";
import { stsHost } from "./sts-host.ts";
import type { StsLocation } from "./sts-location.ts";
import { LongestSessions } from "./web-identity/longest-sessions.ts";
import { refuseLongToken, webIdentityError } from "./web-identity/web-identity-error.ts";

/** A role for an identity that AWS trusts another party to vouch for. */
export interface WebIdentityInput extends Pick<AssumeRoleInput, "roleArn" | "roleSessionName">, SessionPolicies {
  /** `max`: as long as the role allows. */
  readonly durationSeconds: number | "max";
  /** An OpenID Connect token. */
  readonly token: Secret;
}

/** The keys that a call is signed with, or the token that it carries instead. */
type Proof = Credentials | Secret;

/** Who some credentials are. */
export interface CallerIdentity {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** Hears how much of the room for session policies and tags a session takes, in percent, as AWS says it. */
type TellOfRoom = (roleArn: string, percent: number) => void;

type Sdk = typeof import("@aws-sdk/client-sts");

type Send<T> = (sdk: Sdk, client: InstanceType<Sdk["STSClient"]>) => Promise<T>;

/**
 * The SDK tries again with back-off and jitter, but never with an MFA code (AWS may have used it up already), nor for
 * what only makes names nicer.
 */
const ATTEMPTS = { plain: 3, withCode: 1, nicety: 1 };

/**
 * Calls to AWS STS. The SDK is loaded at the first call, so that an agent that only answers from its cache stays small.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/
 */
export class Sts {
  readonly #clock: Clock;
  readonly #tellOfRoom: TellOfRoom | undefined;
  readonly #longest = new LongestSessions();
  readonly #sessionNames = new Map<string, Promise<string>>();

  constructor(clock: Clock, tellOfRoom?: TellOfRoom) {
    this.#clock = clock;
    this.#tellOfRoom = tellOfRoom;
  }

  /** @throws {ActasError | WrongMfaCode} */
  async assumeRole(location: StsLocation, caller: Credentials, input: AssumeRoleInput): Promise<Credentials> {
    return this.#call(location, caller, `assume role ${input.roleArn}`, attempts(input.mfa), async (sdk, client) => {
      const answer = await client.send(new sdk.AssumeRoleCommand(assumeRoleParameters(input)));
      this.#tellOfRoom?.(input.roleArn, answer.PackedPolicySize ?? 0);
      return stsCredentials(answer.Credentials);
    });
  }

  /**
   * Assumes a role without the keys of a caller: the token says who asks.
   *
   * @throws {ActasError | WebIdentityRefusal}
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
   */
  async assumeRoleWithWebIdentity(location: StsLocation, input: WebIdentityInput): Promise<Credentials> {
    const { durationSeconds, roleArn, roleSessionName, token } = input;
    const action = `assume role ${roleArn}`;
    refuseLongToken(token.reveal(), action);
    const ask = (seconds: number): Promise<Credentials> =>
      this.#call(location, token, action, ATTEMPTS.plain, async (sdk, client) => {
        const answer = await client.send(
          new sdk.AssumeRoleWithWebIdentityCommand({
            RoleArn: roleArn,
            RoleSessionName: roleSessionName,
            DurationSeconds: seconds,
            WebIdentityToken: token.reveal(),
            ...policyParameters(input),
          }),
        );
        this.#tellOfRoom?.(roleArn, answer.PackedPolicySize ?? 0);
        return stsCredentials(answer.Credentials);
      });
    if (durationSeconds !== "max") return ask(durationSeconds);
    return this.#longest.longest(`${location.endpointUrl} ${roleArn}`, ask);
  }

  /** @throws {ActasError | WrongMfaCode} */
  async getSessionToken(
    location: StsLocation,
    caller: Credentials,
    durationSeconds: number,
    mfa?: MfaProof,
  ): Promise<Credentials> {
    return this.#call(
      location,
      caller,
      `get a session token for ${caller.accessKeyId}`,
      attempts(mfa),
      async (sdk, client) => {
        const answer = await client.send(
          new sdk.GetSessionTokenCommand({ DurationSeconds: durationSeconds, ...mfaParameters(mfa) }),
        );
        return stsCredentials(answer.Credentials);
      },
    );
  }

  async getCallerIdentity(location: StsLocation, caller: Credentials): Promise<CallerIdentity> {
    return this.#identity(location, caller, ATTEMPTS.plain);
  }

  /**
   * The last part of the caller's ARN: the IAM user's name, or the session name of an assumed role. Asked once per key.
   */
  sessionNameOf(location: StsLocation, caller: Credentials): Promise<string> {
    const known = this.#sessionNames.get(caller.accessKeyId);
    if (known) return known;
    const asked = this.#identity(location, caller, ATTEMPTS.nicety).then(({ arn }) =>
      arn.slice(arn.lastIndexOf("/") + 1),
    );
    this.#sessionNames.set(caller.accessKeyId, asked);
    asked.catch(() => this.#sessionNames.delete(caller.accessKeyId));
    return asked;
  }

  async #identity(location: StsLocation, caller: Credentials, maxAttempts: number): Promise<CallerIdentity> {
    return this.#call(location, caller, "ask AWS whose credentials these are", maxAttempts, async (sdk, client) => {
      const { Account = "", Arn = "", UserId = "" } = await client.send(new sdk.GetCallerIdentityCommand({}));
      return { account: Account, arn: Arn, userId: UserId };
    });
  }

  async #call<T>(location: StsLocation, proof: Proof, action: string, maxAttempts: number, send: Send<T>): Promise<T> {
    if (location.unusable) throw location.unusable;
    try {
      return await byTheirClock(this.#clock, () => this.#attempt(location, proof, maxAttempts, send));
    } catch (error) {
      if (error instanceof ActasError) throw error;
      const where = location.endpointUrl ?? stsHost(location);
      if (proof instanceof Secret) throw webIdentityError(error, action, where, proof.reveal());
      throw stsError(error, action, where);
    }
  }

  async #attempt<T>(location: StsLocation, proof: Proof, maxAttempts: number, send: Send<T>): Promise<T> {
    const sdk = await import("@aws-sdk/client-sts");
    const { clientSettings } = await import("./client-settings.ts");
    const client = new sdk.STSClient({
      region: location.region,
      useGlobalEndpoint: location.scope === "legacy",
      ...(location.endpointUrl && { endpoint: location.endpointUrl }),
      credentials: proof instanceof Secret ? noKeys : sdkCredentials(proof),
      systemClockOffset: this.#clock.skewMs,
      ...clientSettings({ clock: this.#clock, maxAttempts, network: location.network, variant: location.variant }),
      authSchemePreference: ["sigv4"],
      sigv4aSigningRegionSet: [],
    });
    try {
      return await send(sdk, client);
    } finally {
      client.destroy();
    }
  }
}

function attempts(mfa: MfaProof | undefined): number {
  return mfa ? ATTEMPTS.withCode : ATTEMPTS.plain;
}

/** Without this the SDK would look for keys in the environment of the agent. */
async function noKeys(): Promise<never> {
  throw new ActasError("bug", "cannot sign a call to STS: it was to be sent without keys");
}
