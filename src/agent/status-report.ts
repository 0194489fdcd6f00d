import type { StatusReport } from "../agent-api/messages.ts";
import { VERSION } from "../base/version.ts";
import type { Agent } from "./agent.ts";

/**
 * What the agent holds, without any secret.
 *
 * @param credentialsAtMost - those that end first are reported; the others are only counted
 */
export function statusReport(
  { endpoint, grants, paths, startedAt, tools, warnings }: Agent,
  credentialsAtMost = Number.POSITIVE_INFINITY,
): StatusReport {
  const { cache, clock, signIns } = tools;
  const held = cache.list();
  const clockWarning = clock.warning();
  return {
    agent: {
      pid: process.pid,
      version: VERSION,
      startedAt: startedAt.toISOString(),
      socket: paths.socket,
      ...(endpoint.port && { port: endpoint.port }),
      warnings: clockWarning ? [...warnings, clockWarning] : warnings,
    },
    signIns: signIns.list().map(({ source, url, expiration, renewable }) => ({
      source,
      url,
      renewable,
      ...(expiration && { expiration: expiration.toISOString() }),
    })),
    credentials: held.slice(0, credentialsAtMost).map(({ kind, label, credentials }) => ({
      kind,
      label,
      accessKeyId: credentials.accessKeyId,
      ...(credentials.expiration && { expiration: credentials.expiration.toISOString() }),
    })),
    ...(held.length > credentialsAtMost && { furtherCredentials: held.length - credentialsAtMost }),
    grants: grants.listRunning().map(({ pid, program, target, startedAt }) => ({ pid, program, target, startedAt })),
  };
}
