import { toMessage } from "../agent-api/credentials-message.ts";
import type { Request, Results } from "../agent-api/messages.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { asRequested, ownSurroundings, type Surroundings } from "../base/surroundings.ts";
import type { Broker } from "../broker/broker.ts";
import { CannotAsk, type Conversation } from "../conversation/conversation.ts";
import type { ProfileReader } from "../profiles/profile-reader.ts";
import type { SourceReader } from "../source-files/source-reader.ts";
import type { DeliveryKind } from "../targets/profile-chain.ts";
import { resolveTarget } from "../targets/resolve-target.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { environmentWithKeys } from "./program-environment.ts";

/** What it takes to turn a request into credentials; the same in the agent and in a command without one. */
export interface Vendor {
  readonly broker: Broker;
  readonly profiles: ProfileReader;
  readonly sources: SourceReader;
}

/** The requests that need nothing but credentials. */
export type CredentialsRequest = Extract<Request, { request: "credentials" | "environment" | "whoami" }>;

/** @throws {ActasError} */
export async function answer<R extends CredentialsRequest>(
  vendor: Vendor,
  request: R,
  conversation: Conversation,
): Promise<Results[R["request"]]> {
  const { target, credentials } = await vended(vendor, request, conversation);
  return (await ANSWERS[request.request](vendor, request.for, target, credentials)) as Results[R["request"]];
}

/**
 * A target with its names looked up now, so that a change of the AWS files counts from the next request on.
 *
 * @param surroundings - of whoever asks: where a profile's command runs is part of what the target is
 */
export async function resolve(
  { profiles, sources }: Vendor,
  request: CredentialRequest,
  delivery: DeliveryKind,
  surroundings: () => Promise<Surroundings>,
): Promise<ResolvedTarget> {
  const [files, definitions] = await Promise.all([
    profiles.read(request.environment),
    sources.read(request.environment),
  ]);
  const target = resolveTarget(request, files, definitions, { delivery });
  if (target.source.kind !== "credential-process") return target;
  return {
    ...target,
    source: { ...target.source, surroundings: asRequested(await surroundings(), request.environment) },
  };
}

/** Where the command runs that is spoken with. @throws {ActasError} `cancelled` when it is gone */
export async function surroundingsOf(conversation: Conversation): Promise<Surroundings> {
  try {
    return (await conversation.surroundings?.()) ?? ownSurroundings();
  } catch (error) {
    if (!(error instanceof CannotAsk)) throw error;
    throw new ActasError("cancelled", `cannot run a command of a profile: ${error.reason}`);
  }
}

const ANSWERS = {
  credentials: async (_: Vendor, __: CredentialRequest, ___: ResolvedTarget, credentials: Credentials) => ({
    credentials: toMessage(credentials),
  }),
  environment: async (_: Vendor, request: CredentialRequest, target: ResolvedTarget, credentials: Credentials) => ({
    environment: environmentWithKeys(target, request, credentials),
  }),
  whoami: async ({ broker }: Vendor, _: CredentialRequest, target: ResolvedTarget, credentials: Credentials) => ({
    ...(await broker.parts.sts.getCallerIdentity((target.chain.at(-1) ?? target.source).sts, credentials)),
    ...(credentials.expiration && { expiration: credentials.expiration.toISOString() }),
  }),
} as const;

async function vended(
  vendor: Vendor,
  request: CredentialsRequest,
  conversation: Conversation,
): Promise<{ target: ResolvedTarget; credentials: Credentials }> {
  const delivery = request.request === "credentials" && request.delivery === "process" ? "process" : "other";
  const target = await resolve(vendor, request.for, delivery, () => surroundingsOf(conversation));
  return { target, credentials: await vendor.broker.credentials(target, request.for, conversation) };
}
