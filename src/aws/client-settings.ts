import type { Clock } from "../base/clock.ts";
import type { EndpointVariant } from "../base/partitions.ts";
import type { Network } from "../network/network.ts";
import { FetchHandler } from "./fetch-handler.ts";

/** Every attempt gives up after this. */
const ATTEMPT_TIMEOUT_MS = 8_000;

/** What is known of a client before it is made. */
interface ClientKind {
  /** Learns from the `Date` of every answer. */
  readonly clock: Clock;
  /** The SDK tries again with back-off and jitter. */
  readonly maxAttempts: number;
  readonly network?: Network | undefined;
  /** Where the SDK is to find the endpoint. */
  readonly variant?: EndpointVariant | undefined;
}

/**
 * Settings for a client of the SDK: our own way to send requests, and what the SDK would otherwise look up in the AWS
 * files of whoever started the agent.
 */
export function clientSettings({ clock, maxAttempts, network, variant = {} }: ClientKind) {
  return {
    requestHandler: new FetchHandler({
      onDate: (header) => clock.observe(header),
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      network,
    }),
    maxAttempts,
    defaultsMode: "standard" as const,
    retryMode: "standard",
    useDualstackEndpoint: variant.dualStack ?? false,
    useFipsEndpoint: variant.fips ?? false,
    ignoreConfiguredEndpointUrls: true,
    disableClockSkewCorrection: false,
    authSchemePreference: [] as string[],
    userAgentAppId: async () => undefined,
  };
}
