import { ActasError } from "../../base/errors.ts";
import { networkOf } from "../../network/network.ts";
import { type HttpAnswer, jsonOf, send } from "../../network/send.ts";
import { unreachable } from "../../network/unreachable.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import { requestEnvironment } from "../environment/request-environment.ts";

const LIMIT_MS = 10_000;
const WITHOUT_CHECK = "`--no-check` writes the file as it is";

/**
 * Checks without signing in that a credential server answers where the source says. The client id is all that it sends.
 *
 * @throws {ActasError} `unreachable` when the server does not answer; `configuration` when it is no credential server
 */
export async function checkServer(definition: CredentialServerDefinition): Promise<void> {
  const [first, ...others] = await serverProblems(definition);
  if (first === undefined) return;
  throw new ActasError("configuration", `cannot set up "${definition.id}": ${first}`, {
    hints: [...others.map((problem) => `also, ${problem}`), WITHOUT_CHECK],
  });
}

/** Where a server answers otherwise than a credential server that nobody is signed in to. @throws {ActasError} `unreachable` */
export async function serverProblems({ url, oauth }: CredentialServerDefinition): Promise<readonly string[]> {
  const { codeGrant, deviceGrant, tokenEndpoint, clientId } = oauth;
  const problems = await Promise.all([
    rolesProblem(new URL("roles", url).href),
    lendProblem(new URL("assume-role", url).href),
    tokenProblem(tokenEndpoint, clientId),
    codeGrant && pageProblem(codeGrant.authorizationEndpoint),
    deviceGrant && missingProblem(deviceGrant.deviceAuthorizationEndpoint),
  ]);
  return problems.filter((problem) => problem !== undefined);
}

/** Asks without a client whether a credential server with the usual endpoints may be there; returns why none is. */
export async function serverProblem(url: string): Promise<string | undefined> {
  try {
    return (
      (await tokenProblem(new URL("oauth/token", url).href, "actas")) ??
      (await rolesProblem(new URL("roles", url).href)) ??
      (await lendProblem(new URL("assume-role", url).href))
    );
  } catch (error) {
    if (error instanceof ActasError) return error.message;
    throw error;
  }
}

/** Without a token, a server refuses the list of roles (401) or hides it; it may do either. */
async function rolesProblem(url: string): Promise<string | undefined> {
  const { status } = await ask(url);
  return [200, 401, 403, 404, 405].includes(status) ? undefined : answered(url, status, "401");
}

/** Whoever has no token is lent nothing (401), and a role that is none may be refused before that (400). */
async function lendProblem(url: string): Promise<string | undefined> {
  const { status } = await ask(url, "{}");
  return [400, 401, 403, 429].includes(status) ? undefined : answered(url, status, "401");
}

/** RFC 6749 5.2: the answer to an incomplete request is 400 or 401, with `error` in JSON. */
async function tokenProblem(url: string, clientId: string): Promise<string | undefined> {
  const answer = await ask(url, new URLSearchParams({ client_id: clientId }));
  const said = jsonOf(answer);
  if (typeof said === "object" && said !== null && "error" in said) return undefined;
  return answered(url, answer.status, "an OAuth 2.0 error in JSON");
}

async function pageProblem(url: string): Promise<string | undefined> {
  const { status } = await ask(url);
  return status === 404 || status >= 500 ? answered(url, status, "a page") : undefined;
}

async function missingProblem(url: string): Promise<string | undefined> {
  const { status } = await ask(url, new URLSearchParams());
  return [404, 405].includes(status) || status >= 500 ? answered(url, status, "400") : undefined;
}

function answered(url: string, status: number, expected: string): string {
  return `${withoutQuery(url)} answered ${status} where ${expected} was expected`;
}

/** @param body - a form, or JSON; absent: it is only read */
async function ask(url: string, body?: URLSearchParams | string): Promise<HttpAnswer> {
  const type = typeof body === "string" ? "application/json" : "application/x-www-form-urlencoded";
  const request =
    body === undefined
      ? { method: "GET" }
      : { method: "POST", body: String(body), headers: { "content-type": type, accept: "application/json" } };
  const network = networkOf(requestEnvironment());
  try {
    return await send({ url, signal: AbortSignal.timeout(LIMIT_MS), network, ...request });
  } catch (error) {
    if (!(error instanceof Error) || error instanceof ActasError) throw error;
    throw unreachable(error, "ask whether it is a credential server", "it", withoutQuery(url), [WITHOUT_CHECK]);
  }
}

function withoutQuery(url: string): string {
  return url.replace(/\?.*$/s, "");
}
