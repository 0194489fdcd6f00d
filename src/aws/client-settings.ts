import type { Clock } from "../base/clock.ts";
import { FetchHandler } from "./fetch-handler.ts";

/** Every attempt gives up after this. */
const ATTEMPT_TIMEOUT_MS = 8_000;

/**
 * Settings for a client of the SDK: our own way to send requests, and what the SDK would otherwise look up in the AWS
 * files of whoever started the agent.
 *
 * @param clock - learns from the `Date` of every answer
 * @param maxAttempts - the SDK tries again with back-off and jitter
 */
export function clientSettings(clock: Clock, maxAttempts: number) {
  return {
    requestHandler: new FetchHandler({
      onDate: (header) => clock.observe(header),
      timeoutMs: ATTEMPT_TIMEOUT_MS,
    }),
    maxAttempts,
    defaultsMode: "standard" as const,
    retryMode: "standard",
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    ignoreConfiguredEndpointUrls: true,
    disableClockSkewCorrection: false,
    authSchemePreference: [] as string[],
    userAgentAppId: async () => undefined,
  };
}
