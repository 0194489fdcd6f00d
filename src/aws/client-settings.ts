import type { Clock } from "../base/clock.ts";
import type { EndpointVariant } from "../base/partitions.ts";
import type { Network } from "../network/network.ts";
import { FetchHandler } from "./fetch-handler.ts";

/** Time limit of each attempt. */
const ATTEMPT_TIMEOUT_MS = 8_000;

/** What a client is made from. */
interface ClientKind {
  /** Corrected by the `Date` header of every answer. */
  readonly clock: Clock;
  /** The SDK tries again with back-off and jitter. */
  readonly maxAttempts: number;
  readonly network?: Network | undefined;
  /** Where the SDK is to find the endpoint. */
  readonly variant?: EndpointVariant | undefined;
  /** How long an answer may be; absent: as long as most are at most. */
  readonly mostAnswerBytes?: number | undefined;
}

/**
 * Settings for a client of the SDK: our own request handler, and values that the SDK would otherwise look up in the AWS
 * files of the user who started the agent.
 */
export function clientSettings({ clock, maxAttempts, mostAnswerBytes, network, variant = {} }: ClientKind) {
  return {
    requestHandler: new FetchHandler({
      onDate: (header) => clock.observe(header),
      timeoutMs: ATTEMPT_TIMEOUT_MS,
      network,
      mostBytes: mostAnswerBytes,
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
