import { ActasError } from "../../base/errors.ts";
import { isPrivate } from "../../network/loopback.ts";

/** Addresses in place of AWS's own. */
export interface AwsEndpoints {
  readonly sts?: string;
  readonly kms?: string;
}

/**
 * The endpoints that the environment names, as every SDK takes them. Keys and tokens go there, so it is TLS, or this
 * machine.
 *
 * @throws {ActasError} `configuration`
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function awsEndpoints(environment: Readonly<Record<string, string | undefined>>): AwsEndpoints {
  const [sts, kms] = ["STS", "KMS"].map((service) => endpointOf(`AWS_ENDPOINT_URL_${service}`, environment));
  return { ...(sts && { sts }), ...(kms && { kms }) };
}

function endpointOf(variable: string, environment: Readonly<Record<string, string | undefined>>): string | undefined {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS === "true") return undefined;
  const name = environment[variable] ? variable : "AWS_ENDPOINT_URL";
  const text = environment[name];
  if (!text) return undefined;
  const url = URL.parse(text);
  if (url && isPrivate(url)) return text;
  throw new ActasError("configuration", `cannot use ${name}: it must begin with https://, or be on this machine`);
}
