import type { Clock } from "../base/clock.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { partitionOfRegion } from "../base/partitions.ts";
import { Secret } from "../base/secret.ts";
import { isAccessKeyId } from "./access-key-id.ts";
import { byTheirClock } from "./by-their-clock.ts";
import { sdkCredentials } from "./sdk-credentials.ts";
import { stsError } from "./sts-errors.ts";
import type { StsLocation } from "./sts-location.ts";

/** Which IAM answers; each partition has one. */
export type IamLocation = Omit<StsLocation, "scope">;

/** An access key of a user, without its secret. */
export interface AccessKey {
  readonly accessKeyId: string;
  readonly status: "Active" | "Inactive";
  readonly created?: Date;
}

type Sdk = typeof import("@aws-sdk/client-iam");
type Client = InstanceType<Sdk["IAMClient"]>;
/** Sends one command of the SDK. */
export type SendToIam<T> = (sdk: Sdk, client: Client) => Promise<T>;

/** What a call is, for messages: the action that a policy allows, and what completes "cannot …". */
export interface IamCall {
  readonly action: string;
  readonly doing: string;
}

/** No policy allows a call, or one denies it. */
export class IamRefusal extends ActasError {
  /** With `iam:`. */
  readonly permission: string;

  constructor(action: string, message: string, hints: readonly string[]) {
    super("access-denied", message, { hints });
    this.permission = `iam:${action}`;
  }
}

/** One word, as it may come to stand in a credentials file, where more lines could name a command. */
const SECRET = /^[\x21-\x7e]{1,1024}$/;

/** A key that was made by a call whose answer was lost could not be used, and counts towards the two. */
const ATTEMPTS = { plain: 3, creating: 1 };

/**
 * Calls to IAM about the user whose keys sign them. The SDK is loaded at the first call.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/
 */
export class Iam {
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The user's access keys, at most two. @throws {ActasError} */
  async listAccessKeys(location: IamLocation, caller: Credentials): Promise<AccessKey[]> {
    const call = { action: "ListAccessKeys", doing: "list the user's access keys" };
    return this.#call(location, caller, call, async (sdk, client) => {
      const { AccessKeyMetadata = [] } = await client.send(new sdk.ListAccessKeysCommand({}));
      return AccessKeyMetadata.flatMap(({ AccessKeyId, Status, CreateDate }) =>
        AccessKeyId && isAccessKeyId(AccessKeyId)
          ? [
              {
                accessKeyId: AccessKeyId,
                status: Status === "Active" ? "Active" : "Inactive",
                ...(CreateDate && { created: CreateDate }),
              },
            ]
          : [],
      );
    });
  }

  /** Makes another access key. AWS takes it only after some seconds. @throws {ActasError} */
  async createAccessKey(location: IamLocation, caller: Credentials): Promise<Credentials> {
    const call = { action: "CreateAccessKey", doing: "make a new access key" };
    const send: SendToIam<Credentials> = async (sdk, client) => {
      const { AccessKey: made } = await client.send(new sdk.CreateAccessKeyCommand({}));
      if (!made?.AccessKeyId || !made.SecretAccessKey || !isAccessKeyId(made.AccessKeyId)) {
        throw new ActasError("unreachable", "cannot use the answer of IAM: it lacks the new access key");
      }
      if (!SECRET.test(made.SecretAccessKey)) {
        throw new ActasError("unreachable", "cannot use the answer of IAM: the secret of the new access key is none");
      }
      return { accessKeyId: made.AccessKeyId, secretAccessKey: new Secret(made.SecretAccessKey) };
    };
    return this.#call(location, caller, call, send, ATTEMPTS.creating);
  }

  /** @throws {ActasError} */
  async setKeyStatus(location: IamLocation, caller: Credentials, { accessKeyId, status }: AccessKey): Promise<void> {
    const verb = status === "Active" ? "activate" : "deactivate";
    const call = { action: "UpdateAccessKey", doing: `${verb} access key ${accessKeyId}` };
    await this.#call(location, caller, call, (sdk, client) =>
      client.send(new sdk.UpdateAccessKeyCommand({ AccessKeyId: accessKeyId, Status: status })),
    );
  }

  /** @throws {ActasError} */
  async deleteAccessKey(location: IamLocation, caller: Credentials, accessKeyId: string): Promise<void> {
    const call = { action: "DeleteAccessKey", doing: `delete access key ${accessKeyId}` };
    await this.#call(location, caller, call, (sdk, client) =>
      client.send(new sdk.DeleteAccessKeyCommand({ AccessKeyId: accessKeyId })),
    );
  }

  /** A call that is put together elsewhere. @throws {ActasError} `access-denied` when no policy allows it */
  ask<T>(location: IamLocation, caller: Credentials, call: IamCall, send: SendToIam<T>): Promise<T> {
    return this.#call(location, caller, call, send);
  }

  async #call<T>(
    location: IamLocation,
    caller: Credentials,
    call: IamCall,
    send: SendToIam<T>,
    maxAttempts = ATTEMPTS.plain,
  ): Promise<T> {
    if (location.unusable) throw location.unusable;
    try {
      return await byTheirClock(this.#clock, () => this.#attempt(location, caller, maxAttempts, send));
    } catch (error) {
      if (error instanceof ActasError) throw error;
      throw iamError(error, call, location);
    }
  }

  async #attempt<T>(location: IamLocation, caller: Credentials, maxAttempts: number, send: SendToIam<T>): Promise<T> {
    const sdk = await import("@aws-sdk/client-iam");
    const { clientSettings } = await import("./client-settings.ts");
    const client = new sdk.IAMClient({
      region: location.region,
      ...(location.endpointUrl && { endpoint: location.endpointUrl }),
      credentials: sdkCredentials(caller),
      systemClockOffset: this.#clock.skewMs,
      ...clientSettings({ clock: this.#clock, maxAttempts, network: location.network, variant: location.variant }),
      authSchemePreference: ["sigv4"],
    });
    try {
      return await send(sdk, client);
    } finally {
      client.destroy();
    }
  }
}

function iamError(error: unknown, { action, doing }: IamCall, location: IamLocation): Error {
  const known = stsError(error, doing, location.endpointUrl ?? iamHost(location), "IAM");
  if (!(known instanceof ActasError) || (error as Error).name !== "AccessDenied") return known;
  return new IamRefusal(action, known.message, [...known.hints, missing(action)]);
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_iam_credentials_console.html */
function missing(action: string): string {
  const resource = action.endsWith("VirtualMFADevice") ? "mfa/*" : `user/\${aws:username}`;
  const statement = { Effect: "Allow", Action: `iam:${action}`, Resource: `arn:aws:iam::*:${resource}` };
  return `a policy with this statement allows it: ${JSON.stringify(statement)}`;
}

/** For messages only: the SDK knows the hosts of all partitions. */
function iamHost({ region }: IamLocation): string {
  const { id, dnsSuffix } = partitionOfRegion(region);
  return id === "aws" ? "iam.amazonaws.com" : `its address below ${dnsSuffix}`;
}
