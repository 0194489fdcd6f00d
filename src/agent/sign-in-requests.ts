import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { shellWord } from "../base/shell-word.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { Impatient } from "../conversation/impatient.ts";
import type { Vendor } from "../requests/answer.ts";
import { definitionsOf, messageOf, signInsNamed, withoutSource } from "../requests/held-sign-ins.ts";
import { definitionNamed, definitionsIn } from "../requests/known-sources.ts";
import { problemsOf } from "../source-files/source-definitions.ts";
import { signInMethodsOf } from "../sources/registry.ts";
import { SignInRefused } from "../sources/sign-in-methods.ts";
import type { SignIn } from "../sources/sign-ins.ts";
import { fixedPort, renewed, type SignedInTools, signInAnew } from "../sources/signed-in.ts";
import type { Agent } from "./agent.ts";

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
  const { cache, signIns } = vendor.broker.parts;
  const tools = signInTools(vendor, request, conversation);
  const { held, source } = await signInsNamed(request.source, vendor, request.environment);
  const other = held.length === 0 && source ? signInMethodsOf(source).adopt?.(source, tools) : undefined;
  const over: readonly SignIn[] = other && source ? [{ ...other, definition: source }] : held;
  for (const { key } of over) {
    signIns.remove(key);
    cache.clearOf(key);
  }
  const [first] = over;
  if (!first) return { source: source?.id ?? request.source, ended: "not-signed-in" };
  endpoint.forget();
  const ends = await Promise.all(over.map((signIn) => endAtSource(signIn, vendor, request, tools)));
  return { source: first.source, ended: ends.includes("forgotten") ? "forgotten" : "revoked" };
}

async function endAtSource(
  signIn: SignIn,
  vendor: Vendor,
  { environment }: Asked<"logout">,
  tools: SignedInTools,
): Promise<"revoked" | "forgotten"> {
  for (const definition of await definitionsOf(signIn, vendor, environment)) {
    const ended = await signInMethodsOf(definition).signOut(definition, signIn, tools);
    if (ended === "revoked") return ended;
  }
  return "forgotten";
}

/** Gets a new access token now. @throws {ActasError} `sign-in-required` when that is not possible any more */
export async function renew(
  { vendor }: Agent,
  request: Asked<"renew">,
  conversation: Conversation,
): Promise<Results["renew"]> {
  const { held, source } = await signInsNamed(request.source, vendor, request.environment);
  // Of several of one id the last was made last.
  const signIn = held.at(-1);
  const [definition] = signIn ? await definitionsOf(signIn, vendor, request.environment) : [];
  const id = signIn?.source ?? source?.id ?? request.source;
  if (!signIn) throw cannotRenew(id, "nobody is signed in");
  if (!signIn.refreshToken || !definition) throw cannotRenew(id, "the source gave nothing to renew it with");
  try {
    const tools = signInTools(vendor, request, conversation);
    return messageOf(definition, await renewed(definition, signIn, signInMethodsOf(definition), tools));
  } catch (error) {
    throw error instanceof SignInRefused ? cannotRenew(id, "it is over") : error;
  }
}

/** All sources that can be signed in to, and whether somebody is; and the sign-ins to those that are gone. */
export async function sources({ vendor }: Agent, { environment }: Asked<"sources">): Promise<Results["sources"]> {
  const { signIns } = vendor.broker.parts;
  const held = signIns.list();
  try {
    const definitions = await definitionsIn(vendor, environment);
    return {
      sources: definitions.sources.map((source) => messageOf(source, signIns.get(signInKey(source)))),
      gone: withoutSource(held, definitions.sources),
      problems: problemsOf(definitions),
    };
  } catch (error) {
    if (held.length === 0 || !(error instanceof ActasError)) throw error;
    return { sources: [], gone: withoutSource(held, []), problems: [error.message] };
  }
}

/** What signing in works with, for a request that says whether a person may be asked. */
export function signInTools(
  { broker }: Vendor,
  { environment, interaction, grantType }: Pick<Asked<"login">, "environment" | "interaction" | "grantType">,
  conversation: Conversation,
): SignedInTools {
  return {
    ...broker.parts,
    conversation: interaction === "allowed" ? conversation : new Impatient("anybody", "this command may not ask"),
    ...fixedPort(environment),
    ...(grantType && { grantType }),
  };
}

function cannotRenew(id: string, reason: string): ActasError {
  return new ActasError("sign-in-required", `cannot renew the sign-in to "${id}": ${reason}`, {
    hints: [`run \`actas login ${shellWord(id)}\``],
  });
}
