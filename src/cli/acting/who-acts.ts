import { fromCredentialsMessage } from "../../agent-api/credentials-message.ts";
import type { CredentialsMessage } from "../../agent-api/messages.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { identityOf } from "../../requests/identity-of.ts";
import { keepFromDumps } from "../../system/processes/keep-from-dumps.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import { ask } from "../asking/ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { untilText } from "../text/until-text.ts";
import type { ActingNow } from "./acting-now.ts";
import { endpointCredentials } from "./endpoint-credentials.ts";
import { fileCredentials } from "./file-credentials.ts";

/** The identity this shell acts as, and why. */
export interface WhoActs {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
  /** RFC 3339. If the credentials are renewed, the end of the current ones. */
  readonly expiration?: string;
  readonly target?: string;
  /** The origin of the credentials in this shell, in words. */
  readonly by: string;
}

type Asked = Extract<ActingNow, { kind: "keys" | "file" | "endpoint" }>;

/** @throws {ActasError} when an SDK in this shell would have no identity, with what to do about it */
export async function whoActs(now: Asked): Promise<WhoActs> {
  keepFromDumps();
  const { by, credentials, expiration } = await given(now);
  // This is the target that has brought the endpoints here.
  const identity = await identityOf(credentials, requestEnvironment(new Set()));
  return { ...identity, ...(expiration && { expiration }), ...(now.target && { target: now.target }), by };
}

interface Given {
  readonly credentials: Credentials;
  /** RFC 3339, as it was given. */
  readonly expiration?: string;
  readonly by: string;
}

async function given(now: Asked): Promise<Given> {
  if (now.kind === "file") return { ...(await fileCredentials(now)), by: "a file that the agent keeps fresh" };
  const { by, credentials } = await (now.kind === "keys" ? keysNow(now) : endpointNow(now));
  const { expiration } = credentials;
  return { credentials: fromCredentialsMessage(credentials), ...(expiration && { expiration }), by };
}

interface GivenPlain {
  readonly credentials: CredentialsMessage;
  readonly by: string;
}

function keysNow(now: Extract<Asked, { kind: "keys" }>): GivenPlain {
  const { kind: _, target, instead, ...credentials } = now;
  if (credentials.expiration && Date.parse(credentials.expiration) <= Date.now()) {
    throw keysEnded(credentials.expiration, target);
  }
  if (target) return { credentials, by: "keys in the environment, which nothing renews" };
  const outranked = instead ? `; they count instead of \`actas exec ${inShell(typedByName(instead))}\`` : "";
  return { credentials, by: `keys in the environment, not set by actas${outranked}` };
}

async function endpointNow(now: Extract<Asked, { kind: "endpoint" }>): Promise<GivenPlain> {
  const by = now.target ? "the agent, which renews them" : `the container endpoint ${now.url}`;
  const credentials = await endpointCredentials(now);
  if (credentials !== "nobody") return { credentials, by };
  // The agent has ended. The next one takes up the grants, so start it as any command does.
  if (now.target) await ask({ request: "status" });
  const again = now.target ? await endpointCredentials(now) : credentials;
  if (again !== "nobody") return { credentials: again, by };
  throw new ActasError("unreachable", `cannot act as anybody here: nothing answers at ${now.url}`, {
    hints: now.target
      ? [`start it again with \`actas exec ${inShell(typedByName(now.target))}\`: the agent that served it has ended`]
      : [],
  });
}

function keysEnded(expiration: string, target: string | undefined): ActasError {
  const ended = `the keys in the environment ended at ${untilText(expiration)}`;
  return new ActasError("access-denied", `cannot act as anybody here: ${ended}`, {
    hints: target
      ? [`\`eval "$(actas export ${inShell(typedByName(target))})"\` sets new ones`]
      : ["set new ones, or unset them"],
  });
}
