import type { Clock } from "../../base/clock.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import type { Network } from "../../network/network.ts";
import { byTheirClock } from "../by-their-clock.ts";
import { clientSettings } from "../client-settings.ts";
import { sdkCredentials } from "../sdk-credentials.ts";
import { stsError } from "../sts-errors.ts";

const ATTEMPTS = 3;

/** Where KMS is asked, and by whom. */
export interface KmsAccess {
  readonly clock: Clock;
  readonly credentials: () => Promise<Credentials>;
  readonly endpointUrl?: string;
  readonly network?: Network;
}

type Sdk = typeof import("@aws-sdk/client-kms");
type Send<T> = (sdk: Sdk, client: InstanceType<Sdk["KMSClient"]>) => Promise<T>;

/**
 * Keys of KMS that sign and never leave it.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/
 */
export class KmsKeys {
  readonly #access: KmsAccess;

  constructor(access: KmsAccess) {
    this.#access = access;
  }

  /** The public half, as SubjectPublicKeyInfo in DER. @throws {ActasError} */
  async publicKey(arn: string): Promise<Uint8Array> {
    return this.#call(arn, "read the public key", async (sdk, client) => {
      const {
        PublicKey,
        KeyUsage,
        SigningAlgorithms = [],
      } = await client.send(new sdk.GetPublicKeyCommand({ KeyId: arn }));
      if (PublicKey && KeyUsage === "SIGN_VERIFY" && SigningAlgorithms.includes("RSASSA_PKCS1_V1_5_SHA_256"))
        return PublicKey;
      throw new ActasError("configuration", `cannot sign with ${arn}: it is no key for RSASSA_PKCS1_V1_5_SHA_256`, {
        hints: ["make one with `aws kms create-key --key-usage SIGN_VERIFY --key-spec RSA_2048`"],
      });
    });
  }

  /** A signature by PKCS #1 v1.5. @param digest - SHA-256 of what is signed. @throws {ActasError} */
  async signDigest(arn: string, digest: Uint8Array): Promise<Uint8Array> {
    return this.#call(arn, "sign", async (sdk, client) => {
      const { Signature } = await client.send(
        new sdk.SignCommand({
          KeyId: arn,
          Message: digest,
          MessageType: "DIGEST",
          SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256",
        }),
      );
      if (!Signature) throw new ActasError("unreachable", `cannot sign with ${arn}: KMS answered without a signature`);
      return Signature;
    });
  }

  async #call<T>(arn: string, what: string, send: Send<T>): Promise<T> {
    const { clock, credentials, endpointUrl, network } = this.#access;
    const [, , , region = ""] = arn.split(":");
    const sdk = await import("@aws-sdk/client-kms");
    const keys = await credentials();
    try {
      return await byTheirClock(clock, async () => {
        const client = new sdk.KMSClient({
          region,
          ...(endpointUrl && { endpoint: endpointUrl }),
          credentials: sdkCredentials(keys),
          systemClockOffset: clock.skewMs,
          ...clientSettings({ clock, maxAttempts: ATTEMPTS, network }),
        });
        try {
          return await send(sdk, client);
        } finally {
          client.destroy();
        }
      });
    } catch (error) {
      if (error instanceof ActasError) throw error;
      throw stsError(error, `${what} of ${arn}`, endpointUrl ?? `kms.${region}`, "KMS");
    }
  }
}
