import { toCredentialsMessage } from "../agent-api/credentials-message.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import type { Credentials } from "../base/credentials.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { Mode } from "../settings/limits.ts";
import type { DeliveryKind } from "../targets/profile-chain.ts";
import { type ResolvedTarget, unlimited } from "../targets/resolved-target.ts";
import { actsAs } from "./acts-as.ts";
import { listedCredentials } from "./listed-credentials.ts";
import { environmentWithKeys } from "./program-environment.ts";
import type { Readers } from "./read-files.ts";
import { refuseMode } from "./refuse-target.ts";
import type { RequestTools } from "./request-tools.ts";
import { resolve, surroundingsOf } from "./resolve.ts";
import { variablesOfOthers } from "./variables-of-others.ts";

type Asked<K extends "credentials" | "environment" | "whoami"> = Extract<Request, { request: K }>;
type Tools = Readers & Pick<RequestTools, "broker" | "clock" | "roleLists" | "signIns">;

/** Credentials for a command that prints them. */
export async function credentials(
  tools: Tools,
  request: Asked<"credentials">,
  conversation: Conversation,
): Promise<Results["credentials"]> {
  const { delivery } = request;
  if (delivery === "serve" && request.for.interaction === "never")
    return message(await forServedProgram(tools, request, conversation), tools);
  const { credentials } = await vended(tools, request, conversation, {
    delivery: delivery === "process" ? "process" : "other",
    // A program that asks by itself asks again, as at the endpoint.
    ...(delivery === "export" && { mode: "env" }),
    ...(delivery === "serve" && { mode: "container" }),
    ...(delivery === "own" && { isUsedHere: true }),
  });
  return message(credentials, tools);
}

function message(credentials: Credentials, { clock: { skewMs } }: Tools): Results["credentials"] {
  return { credentials: toCredentialsMessage(credentials), ...(skewMs !== 0 && { clockSkewMs: skewMs }) };
}

async function forServedProgram(
  tools: Tools,
  request: Asked<"credentials">,
  conversation: Conversation,
): Promise<Credentials> {
  const target = await resolve(tools, request.for, "other", () => surroundingsOf(conversation));
  refuseMode(target, "container");
  return tools.broker.forProgram(target, request.for);
}

/** The changes to a program's environment that give it the keys themselves. */
export async function environment(
  tools: Tools,
  request: Asked<"environment">,
  conversation: Conversation,
): Promise<Results["environment"]> {
  const { delivery = "env" } = request;
  const use = USES[delivery];
  const { target, credentials } = await vended(tools, request, conversation, use);
  const others = await variablesOfOthers(tools, target.name, request.for.environment);
  return {
    environment: { ...environmentWithKeys(target, request.for, credentials), ...others },
    actsAs: actsAs(target),
  };
}

/** The identity that the credentials of a target belong to, as AWS tells it. */
export async function whoami(
  tools: Tools & Pick<RequestTools, "sts">,
  request: Asked<"whoami">,
  conversation: Conversation,
): Promise<Results["whoami"]> {
  const { target, credentials } = await vended(tools, request, conversation);
  const { expiration } = credentials;
  return {
    ...(await tools.sts.getCallerIdentity((target.chain.at(-1) ?? target.source).sts, credentials)),
    ...(expiration && { expiration: expiration.toISOString() }),
  };
}

/** A browser gets no keys, and what a program at a port of `serve` gets in variables is the rest. */
const USES: { readonly [K in "env" | NonNullable<Asked<"environment">["delivery"]>]: Use } = {
  env: { mode: "env" },
  file: { mode: "file" },
  serve: { mode: "container" },
  console: {},
};

/** What becomes of the credentials. */
interface Use {
  readonly delivery?: DeliveryKind;
  /** How they are given out; absent: not as keys. */
  readonly mode?: Mode;
  /** They stay in this command. */
  readonly isUsedHere?: boolean;
}

async function vended(
  tools: Tools,
  { for: request }: Asked<"credentials" | "environment" | "whoami">,
  conversation: Conversation,
  { delivery = "other", isUsedHere, mode }: Use = {},
): Promise<{ target: ResolvedTarget; credentials: Credentials }> {
  const resolved = await resolve(tools, request, delivery, () => surroundingsOf(conversation));
  if (mode) refuseMode(resolved, mode);
  const target = isUsedHere ? unlimited(resolved) : resolved;
  return { target, credentials: await listedCredentials(tools, target, request, conversation) };
}
