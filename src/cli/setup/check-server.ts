import { ActasError } from "../../base/errors.ts";
import { networkOf } from "../../network/network.ts";
import { type HttpAnswer, jsonOf, send } from "../../network/send.ts";
import { unreachable } from "../../network/unreachable.ts";
import type { CredentialServerDefinition } from "../../source-files/kinds/credential-server.ts";
import { requestEnvironment } from "../environment/request-environment.ts";

const LIMIT_MS = 10_000;
const WITHOUT_CHECK = "`--no-check` writes the file as it is";

/**
 * Checks without signing in that a credential server has its endpoints where the source says. The client id is all
 * that it sends.
 *
 * @throws {ActasError} `unreachable` when the server does not answer; `configuration` when it is no credential server
 */
export async function checkServer({ id, url, oauth }: CredentialServerDefinition): Promise<void> {
  const { codeGrant, deviceGrant, tokenEndpoint, clientId } = oauth;
  const problems = await Promise.all([
    rolesProblem(new URL("roles", url).href),
    tokenProblem(tokenEndpoint, clientId),
    codeGrant && pageProblem(codeGrant.authorizationEndpoint),
    deviceGrant && missingProblem(deviceGrant.deviceAuthorizationEndpoint),
  ]);
  const [first, ...others] = problems.filter((problem) => problem !== undefined);
  if (!first) return;
  throw new ActasError("configuration", `cannot set up "${id}": ${first}`, {
    hints: [...others.map((problem) => `also, ${problem}`), WITHOUT_CHECK],
  });
}

/** Asks without a client whether a credential server with the usual endpoints may be there; returns why none is. */
export async function serverProblem(url: string): Promise<string | undefined> {
  try {
    return (
      (await tokenProblem(new URL("oauth/token", url).href, "actas")) ??
      (await rolesProblem(new URL("roles", url).href))
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

async function ask(url: string, form?: URLSearchParams): Promise<HttpAnswer> {
  const request = form
    ? { method: "POST", body: form.toString(), headers: { "content-type": "application/x-www-form-urlencoded" } }
    : { method: "GET" };
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
