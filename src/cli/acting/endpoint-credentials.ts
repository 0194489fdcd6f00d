import { z } from "zod/mini";
import type { CredentialsMessage } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { readRegularFile } from "../../files/read-regular-file.ts";
import { isPrivate } from "../../network/loopback.ts";
import { type HttpAnswer, jsonOf, NoAnswer, send } from "../../network/send.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import type { ActingNow } from "./acting-now.ts";

type Endpoint = Extract<ActingNow, { kind: "endpoint" }>;

const LIMIT_MS = 5_000;
/** The hosts of ECS and EKS: SDKs call no others without TLS, except on this machine. */
const OF_CONTAINERS = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];

const Given = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  Token: z.optional(z.string()),
  Expiration: z.optional(z.string()),
});
const Refused = z.object({ Code: z.optional(z.string()), Message: z.optional(z.string()) });

/**
 * The credentials that an SDK in this shell would get now.
 *
 * @returns `"nobody"` when nothing answers there
 * @throws {ActasError} when the endpoint refuses, or its answer cannot be used
 */
export async function endpointCredentials(endpoint: Endpoint): Promise<CredentialsMessage | "nobody"> {
  const { url } = endpoint;
  const parsed = URL.parse(url);
  if (!parsed) throw cannotTell("the address of its container endpoint is not a URL");
  const isOfContainers = parsed.protocol === "http:" && OF_CONTAINERS.includes(parsed.hostname);
  const hasUser = parsed.username !== "" || parsed.password !== "";
  if (hasUser || !(isPrivate(parsed) || isOfContainers)) throw cannotTell(`no SDK sends a token to ${url}`);
  const token = tokenOf(endpoint);
  try {
    const headers = token ? { authorization: token } : {};
    const answer = await send({ url, method: "GET", headers, signal: AbortSignal.timeout(LIMIT_MS) });
    return given(answer, endpoint);
  } catch (error) {
    if (error instanceof NoAnswer) return "nobody";
    throw error;
  }
}

/** The token file takes precedence, as in the SDKs. */
function tokenOf({ token, tokenFile }: Endpoint): string | undefined {
  try {
    return tokenFile ? readRegularFile(tokenFile).trim() : token;
  } catch {
    return token;
  }
}

function given(answer: HttpAnswer, { target }: Endpoint): CredentialsMessage {
  const { status } = answer;
  const said = jsonOf(answer);
  const credentials = Given.safeParse(said);
  if (status === 200 && credentials.success) {
    const { AccessKeyId, SecretAccessKey, Token, Expiration } = credentials.data;
    return {
      accessKeyId: AccessKeyId,
      secretAccessKey: SecretAccessKey,
      ...(Token && { sessionToken: Token }),
      ...(Expiration && { expiration: Expiration }),
    };
  }
  const { Code, Message } = Refused.safeParse(said).data ?? {};
  if (target && Code === "WrongToken") throw grantEnded(target);
  throw cannotTell(Message ?? `the container endpoint answered HTTP ${status}`);
}

/** To the user, that what this shell was given ended with its program. */
export function grantEnded(target: string): ActasError {
  const reason = `it had a grant for ${target}, which has ended with the program that it was given to`;
  return cannotTell(reason, [
    `\`as ${inShell(typedByName(target))}\` gets a new one for your shell, if it has the functions for that`,
    `\`actas exec ${inShell(typedByName(target))}\` starts a shell with a new one`,
  ]);
}

function cannotTell(reason: string, hints: readonly string[] = []): ActasError {
  return new ActasError("access-denied", `cannot act as anybody here: ${reason}`, { hints });
}
