import type { Request, Results, SourceMessage } from "../agent-api/messages.ts";
import type { Conversation } from "../base/conversation.ts";
import { ActasError } from "../base/errors.ts";
import { Impatient } from "../base/impatient.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { problemsOf } from "../source-files/source-definitions.ts";
import { signInMethodsOf } from "../sources/registry.ts";
import { SignInRefused } from "../sources/sign-in-methods.ts";
import type { SignIn } from "../sources/sign-ins.ts";
import { fixedPort, renewed, type SignedInTools, signInAnew } from "../sources/signed-in.ts";
import type { Agent } from "./agent.ts";
import type { Vendor } from "./answer.ts";
import { definitionNamed, definitionsIn } from "./known-sources.ts";

type Asked<K extends Request["request"]> = Extract<Request, { request: K }>;

/** Signs in anew, also when a sign-in is held. */
export async function login(
  { vendor }: Agent,
  request: Asked<"login">,
  conversation: Conversation,
): Promise<Results["login"]> {
  const source = await definitionNamed(request.source, vendor, request.environment);
  const tools = signInTools(vendor, request, conversation);
  return messageOf(source, await signInAnew(source, signInMethodsOf(source), tools));
}

/** Forgets a sign-in and what was got with it; the source is told where it can be. */
export async function logout(
  { endpoint, vendor }: Agent,
  request: Asked<"logout">,
  conversation: Conversation,
): Promise<Results["logout"]> {
  const source = await definitionNamed(request.source, vendor, request.environment);
  const { cache, signIns } = vendor.broker.parts;
  const methods = signInMethodsOf(source);
  const tools = signInTools(vendor, request, conversation);
  const held = signIns.get(signInKey(source)) ?? methods.adopt?.(source, tools);
  if (!held) return { source: source.id, ended: "not-signed-in" };
  signIns.remove(held.key);
  cache.clearOf(held.key);
  endpoint.forget();
  return { source: source.id, ended: await methods.signOut(source, held, tools) };
}

/** Gets a new access token now. @throws {ActasError} `sign-in-required` when that is not possible any more */
export async function renew(
  { vendor }: Agent,
  request: Asked<"renew">,
  conversation: Conversation,
): Promise<Results["renew"]> {
  const source = await definitionNamed(request.source, vendor, request.environment);
  const held = vendor.broker.parts.signIns.get(signInKey(source));
  if (!held?.refreshToken) {
    throw cannotRenew(source, held ? "the source gave nothing to renew it with" : "nobody is signed in");
  }
  try {
    const tools = signInTools(vendor, request, conversation);
    return messageOf(source, await renewed(source, held, signInMethodsOf(source), tools));
  } catch (error) {
    throw error instanceof SignInRefused ? cannotRenew(source, "it is over") : error;
  }
}

/** All sources that can be signed in to, and whether somebody is. */
export async function sources({ vendor }: Agent, { environment }: Asked<"sources">): Promise<Results["sources"]> {
  const definitions = await definitionsIn(vendor, environment);
  const { signIns } = vendor.broker.parts;
  return {
    sources: definitions.sources.map((source) => messageOf(source, signIns.get(signInKey(source)))),
    problems: problemsOf(definitions),
  };
}

/** What signing in works with, for a request that says whether a person may be asked. */
export function signInTools(
  { broker }: Vendor,
  { environment, interaction, grant }: Pick<Asked<"login">, "environment" | "interaction" | "grant">,
  conversation: Conversation,
): SignedInTools {
  return {
    ...broker.parts,
    conversation: interaction === "allowed" ? conversation : new Impatient("anybody", "this command may not ask"),
    ...fixedPort(environment),
    ...(grant && { grant }),
  };
}

function cannotRenew({ id }: SourceDefinition, reason: string): ActasError {
  return new ActasError("sign-in-required", `cannot renew the sign-in to "${id}": ${reason}`, {
    hints: [`run \`actas login ${id}\``],
  });
}

function messageOf(source: SourceDefinition, signIn: SignIn | undefined): SourceMessage {
  const { id, kind, origin, url } = source;
  if (!signIn) return { id, kind, url, origin };
  const { expiration, refreshToken } = signIn;
  const state = { renewable: refreshToken !== undefined, ...(expiration && { expiration: expiration.toISOString() }) };
  return { id, kind, url, origin, signIn: state };
}
