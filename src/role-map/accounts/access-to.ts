import type { Clock } from "../../base/clock.ts";
import type { RequestEnvironment } from "../../base/credential-request.ts";
import type { Credentials } from "../../base/credentials.ts";
import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { isPrivate } from "../../network/loopback.ts";
import { networkOf } from "../../network/network.ts";
import type { AwsAccess } from "./aws-access.ts";

/** What asks AWS: its keys, and the variables that say how AWS is reached. */
export interface AwsCaller {
  readonly clock: Clock;
  /** Fresh ones each time they are needed. */
  readonly credentials: () => Promise<Credentials>;
  readonly environment: Environment;
}

/** Each of them answers for the whole partition, or for a region where it is asked. */
export type AwsServiceId = "dynamodb" | "iam" | "organizations" | "s3" | "sts";

/**
 * How a service is reached, as every SDK reads it from the environment.
 *
 * @param region - absent: that of the environment, else us-east-1
 * @throws {ActasError} `configuration` for an endpoint that cannot be used
 */
export function accessTo(
  service: AwsServiceId,
  { clock, credentials, environment }: AwsCaller,
  region?: string,
): AwsAccess {
  const { AWS_DEFAULT_REGION, AWS_REGION } = environment;
  const endpointUrl = endpointOf(service, environment);
  const network = networkOf(environment as RequestEnvironment);
  return {
    clock,
    credentials,
    region: region || AWS_REGION || AWS_DEFAULT_REGION || "us-east-1",
    ...(endpointUrl && { endpointUrl }),
    ...(Object.keys(network).length > 0 && { network }),
  };
}

function endpointOf(service: AwsServiceId, environment: Environment): string | undefined {
  if (environment.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS?.toLowerCase() === "true") return undefined;
  const own = `AWS_ENDPOINT_URL_${service.toUpperCase()}`;
  const name = environment[own] ? own : "AWS_ENDPOINT_URL";
  const text = environment[name];
  if (!text) return undefined;
  const url = URL.parse(text);
  if (url && isPrivate(url)) return text;
  const why = url ? "it is neither `https` nor on this machine" : "it is no URL";
  throw new ActasError("configuration", `cannot use \`${name}\` ("${text}"): ${why}`);
}
