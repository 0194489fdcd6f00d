import type { Credentials as Answered } from "@aws-sdk/client-sts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { isAccessKeyId } from "./access-key-id.ts";

/** The credentials in an answer of STS. @throws {ActasError} `unreachable` when there are none */
export function stsCredentials(answer: Answered | undefined): Credentials {
  const isKey = isAccessKeyId(answer?.AccessKeyId ?? "");
  if (!isKey || !answer?.AccessKeyId || !answer.SecretAccessKey || !answer.SessionToken || !answer.Expiration) {
    throw new ActasError("unreachable", "cannot use the answer of STS: it lacks credentials", {
      hints: ["check the endpoint that the profile or AWS_ENDPOINT_URL names"],
    });
  }
  return {
    accessKeyId: answer.AccessKeyId,
    secretAccessKey: new Secret(answer.SecretAccessKey),
    sessionToken: new Secret(answer.SessionToken),
    expiration: answer.Expiration,
  };
}
