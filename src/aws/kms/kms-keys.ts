import type { KMSClient } from "@aws-sdk/client-kms";
import { ActasError } from "../../base/errors.ts";
import { askService, type ServiceAccess } from "../lists/ask-service.ts";

/** Where KMS is asked, and by whom; in which region, a key's ARN says. */
type KmsAccess = Omit<ServiceAccess, "region">;

type Sdk = typeof import("@aws-sdk/client-kms");

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

  async #call<T>(arn: string, what: string, send: (sdk: Sdk, client: KMSClient) => Promise<T>): Promise<T> {
    const [, , , region = ""] = arn.split(":");
    const sdk = await import("@aws-sdk/client-kms");
    return askService(
      { ...this.#access, region },
      { service: "KMS", doing: `${what} of ${arn}`, host: `kms.${region}` },
      (settings) => new sdk.KMSClient(settings),
      (client) => send(sdk, client),
    );
  }
}
