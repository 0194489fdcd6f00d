import type { Request } from "../agent-api/messages.ts";
import type { StatusReport } from "../agent-api/status-report.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import { VERSION } from "../base/version.ts";
import type { Agent } from "./agent.ts";
import type { ReportPart } from "./report-part.ts";
import type { Connection } from "./socket/connection.ts";

/**
 * What the agent holds, without any secret; or the part of it that has to do with one target. With `credentialsAtMost`
 * those that end first are reported, and the others are only counted.
 *
 * @throws {ActasError} whatever a request for the credentials of that target would be refused for before any call
 */
export async function statusReport(
  agent: Agent,
  { credentialsAtMost = Number.POSITIVE_INFINITY, for: request }: Extract<Request, { request: "status" }>,
  connection: Connection,
): Promise<StatusReport> {
  const { endpoint, grants, paths, startedAt, tools, warnings } = agent;
  const { cache, clock, recall, signIns } = tools;
  // A general report shall not have the user unlock a keyring: it says what is held now.
  if (request) await recall?.(connection, "nothing");
  const part = request && (await partFor(request, agent, connection));
  const held = part ? cache.list().filter(part.isHeld) : cache.shown(credentialsAtMost);
  const further = (part ? held.length : cache.size) - credentialsAtMost;
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
    signIns: signIns
      .list()
      .filter((signIn) => part?.isSignIn(signIn) ?? true)
      .map(({ source, url, expiration, renewable }) => ({
        source,
        url,
        renewable,
        ...(expiration && { expiration: expiration.toISOString() }),
      })),
    credentials: held.slice(0, credentialsAtMost).map(({ accessKeyId, expiration, kind, label }) => ({
      ...{ kind, label, accessKeyId },
      ...(expiration && { expiration: expiration.toISOString() }),
    })),
    ...(further > 0 && { furtherCredentials: further }),
    grants: grants
      .listRunning()
      .filter((grant) => part?.isGrant(grant) ?? true)
      .map(({ pid, program, target, startedAt }) => ({ pid, program, target, startedAt })),
  };
}

/** Knowing a session by its key takes the code of its source, which most reports need not load. */
async function partFor(request: CredentialRequest, agent: Agent, connection: Connection): Promise<ReportPart> {
  const { reportPart } = await import("./report-part.ts");
  return reportPart(request, agent, connection);
}
