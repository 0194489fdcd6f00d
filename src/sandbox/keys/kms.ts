import { constants, privateEncrypt, type SignKeyObjectInput, sign } from "node:crypto";
import { AwsError } from "../aws-error.ts";
import { type JsonInput, jsonService, textIn } from "../json-service.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import type { Caller } from "../signature/key-ring.ts";
import type { KeySpec, SigningKey } from "./signing-keys.ts";

const ALGORITHMS: { readonly [spec in KeySpec]: readonly string[] } = {
  ECC_NIST_P256: ["ECDSA_SHA_256"],
  RSA_2048: rsa(),
  RSA_3072: rsa(),
  RSA_4096: rsa(),
};
/** Of a message that is sent as it is. */
const MOST_MESSAGE_BYTES = 4096;

/**
 * AWS Key Management Service, as far as keys for signing go. The signatures are real. A key is found in every region.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Operations.html
 */
export const kms = jsonService({
  name: "kms",
  target: "TrentService",
  version: "1.1",
  actions: {
    CreateKey: createKey,
    DescribeKey: (input, caller, aws) => ({ KeyMetadata: metadata(keyOf(input, caller, aws)) }),
    DisableKey: (input, caller, aws) => setState(input, caller, aws, "Disabled"),
    EnableKey: (input, caller, aws) => setState(input, caller, aws, "Enabled"),
    GetPublicKey: getPublicKey,
    Sign: signMessage,
  },
});

function createKey(input: JsonInput, { accountId }: Caller, aws: MadeUpAws): object {
  const { KeySpec: spec, KeyUsage: usage } = input;
  if (usage !== "SIGN_VERIFY" || typeof spec !== "string" || !(spec in ALGORITHMS)) {
    throw new AwsError("UnsupportedOperationException", "the sandbox makes only keys for signing: P-256 and RSA");
  }
  return { KeyMetadata: metadata(aws.signingKeys.create(accountId, spec as KeySpec, aws.now())) };
}

function getPublicKey(input: JsonInput, caller: Caller, aws: MadeUpAws): object {
  const key = usable(keyOf(input, caller, aws));
  return {
    KeyId: key.arn,
    PublicKey: key.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    KeySpec: key.spec,
    CustomerMasterKeySpec: key.spec,
    KeyUsage: "SIGN_VERIFY",
    SigningAlgorithms: ALGORITHMS[key.spec],
  };
}

/** A signature with ECDSA is in DER, as AWS gives it; a JWT needs the other form. */
function signMessage(input: JsonInput, caller: Caller, aws: MadeUpAws): object {
  const key = usable(keyOf(input, caller, aws));
  const algorithm = textIn(input, "SigningAlgorithm");
  if (!ALGORITHMS[key.spec].includes(algorithm)) {
    const message = `Algorithm ${algorithm} is incompatible with key spec ${key.spec}.`;
    throw new AwsError("ValidationError", message);
  }
  const message = Buffer.from(textIn(input, "Message"), "base64");
  if (input.MessageType === "DIGEST") return answered(key, algorithm, signDigest(key, algorithm, message));
  if (message.length > MOST_MESSAGE_BYTES) {
    const constraint = `Member must have length less than or equal to ${MOST_MESSAGE_BYTES}`;
    throw new AwsError("ValidationError", `1 validation error detected: 'message' failed to satisfy: ${constraint}`);
  }
  return answered(key, algorithm, sign("sha256", message, signer(key, algorithm)));
}

function answered({ arn }: SigningKey, algorithm: string, signature: Buffer): object {
  return { KeyId: arn, Signature: signature.toString("base64"), SigningAlgorithm: algorithm };
}

/** What comes before a SHA-256 in what PKCS #1 v1.5 signs. @see RFC 8017 section 9.2, note 1 */
const DIGEST_INFO = Uint8Array.fromHex("3031300d060960864801650304020105000420");
const DIGEST_BYTES = 32;

function signDigest({ privateKey }: SigningKey, algorithm: string, digest: Buffer): Buffer {
  if (digest.length !== DIGEST_BYTES) {
    throw new AwsError("ValidationError", `Digest is invalid length for algorithm ${algorithm}.`);
  }
  if (algorithm !== "RSASSA_PKCS1_V1_5_SHA_256") {
    throw new AwsError("UnsupportedOperationException", `the sandbox signs no digests with ${algorithm}`);
  }
  const padded = { key: privateKey, padding: constants.RSA_PKCS1_PADDING };
  return privateEncrypt(padded, Buffer.concat([DIGEST_INFO, digest]));
}

function signer({ privateKey }: SigningKey, algorithm: string): SignKeyObjectInput {
  if (!algorithm.startsWith("RSASSA_PSS")) return { key: privateKey };
  return { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}

function setState(input: JsonInput, caller: Caller, aws: MadeUpAws, state: SigningKey["state"]): object {
  keyOf(input, caller, aws).state = state;
  return {};
}

function keyOf(input: JsonInput, { accountId }: Caller, aws: MadeUpAws): SigningKey {
  const name = textIn(input, "KeyId");
  const key = aws.signingKeys.find(accountId, name);
  if (key) return key;
  const what = name.includes("alias/") ? `Alias ${name}` : `Key '${name}'`;
  throw new AwsError("NotFoundException", `${what} is not found.`);
}

function usable(key: SigningKey): SigningKey {
  if (key.state === "Enabled") return key;
  throw new AwsError("DisabledException", `${key.arn} is disabled.`);
}

function metadata({ arn, id, spec, created, state }: SigningKey): object {
  return {
    AWSAccountId: arn.split(":")[4],
    Arn: arn,
    KeyId: id,
    CreationDate: created / 1000,
    Enabled: state === "Enabled",
    KeyState: state,
    KeySpec: spec,
    CustomerMasterKeySpec: spec,
    KeyUsage: "SIGN_VERIFY",
    SigningAlgorithms: ALGORITHMS[spec],
  };
}

function rsa(): readonly string[] {
  return ["RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PSS_SHA_256"];
}
