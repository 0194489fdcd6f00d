import type { Secret } from "./secret.ts";

/**
 * AWS credentials as STS gives them. `expiration` is absent only for keys that do not end by themselves
 * (an IAM user's own, or what a `credential_process` prints without `Expiration`).
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html
 */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken?: Secret;
  readonly expiration?: Date;
}
