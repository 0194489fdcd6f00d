import type { Request, Results } from "../agent-api/messages.ts";
import { ActasError } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import { signInKey, userKey } from "../cache/cache-key.ts";
import type { Conversation } from "../conversation/conversation.ts";
import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import { signInMethodsOf } from "../sources/registry.ts";
import { SignInRefused } from "../sources/sign-in-methods.ts";
import type { SignIn } from "../sources/sign-ins.ts";
import { renewed, type SignedInTools, signedIn, signInAnew } from "../sources/signed-in.ts";
import type { UserReference } from "../targets/kinds/user-reference.ts";
import { definitionsOf, messageOf, signInsNamed } from "./held-sign-ins.ts";
import { definitionNamed } from "./known-sources.ts";
import type { Readers } from "./read-files.ts";
import type { RequestTools } from "./request-tools.ts";
import { type SignInParts, signInTools } from "./sign-in-tools.ts";
import { userNamed } from "./user-named.ts";

type Asked<K extends Request["request"]> = Extract<Request, { request: K }>;
type Tools = Readers & SignInParts;
type LogoutTools = Tools & Pick<RequestTools, "persistence">;

/** Signs in anew, also when a sign-in is held, unless that will do. */
export async function login(
  tools: Tools,
  request: Asked<"login">,
  conversation: Conversation,
): Promise<Results["login"]> {
  const source = await definitionNamed(request.source, tools, request.environment);
  const { limits } = await tools.settings.rules(request.environment);
  const signingIn = signInTools(tools, request, conversation, limits);
  const methods = await signInMethodsOf(source);
  if (!request.held) return messageOf(source, await signInAnew(source, methods, signingIn));
  const { how, signIn } = await signedIn(source, methods, signingIn);
  return { ...messageOf(source, signIn), ...(how === "held" && { held: true }) };
}

/**
 * Forgets a sign-in, or the session of an IAM user, and what was got with it; the source is told where it can be.
 *
 * @param forgotten - called before the source is told, for those who hold something of it too
 */
export async function logout(
  tools: LogoutTools,
  request: Asked<"logout">,
  conversation: Conversation,
  forgotten: () => void,
): Promise<Results["logout"]> {
  const { cache, signIns } = tools;
  const signingIn = signInTools(tools, request, conversation);
  await tools.recall?.(conversation, "nothing");
  const user = signIns.list().some(({ source }) => source === request.source)
    ? undefined
    : await userNamed(request.source, tools, request.environment);
  if (user) return logoutUser(user, tools, forgotten);
  const { held, source } = await signInsNamed(request.source, tools, request.environment);
  const over = held.length === 0 && source ? await leftByOthers(source, signingIn) : held;
  // One may be kept that cannot be read.
  if (source) signIns.remove(signInKey(source));
  for (const { key } of over) {
    signIns.remove(key);
    cache.clearOf(key);
  }
  const [first] = over;
  if (!first) return { source: source?.id ?? request.source, ended: "not-signed-in" };
  forgotten();
  const ends = await Promise.all(over.map((signIn) => endAtSource(signIn, tools, request, signingIn)));
  return { source: first.source, ended: ends.includes("forgotten") ? "forgotten" : "revoked" };
}

/** AWS cannot be told: a session counts there until its time is over. */
async function logoutUser(user: UserReference, tools: LogoutTools, forgotten: () => void): Promise<Results["logout"]> {
  const { cache, persistence, signIns } = tools;
  const key = userKey(user);
  // A command without an agent may have got a session since.
  await persistence?.readAgain();
  // Not even a session that is being got is kept.
  signIns.remove(key);
  const count = cache.clearOf(key) + ((await persistence?.forgetUnread("session")) ?? 0);
  await persistence?.written();
  if (count > 0) forgotten();
  return { source: user.profile, of: "user", ended: count > 0 ? "forgotten" : "not-signed-in" };
}

/** A sign-in that another program left, which is to be ended all the same. */
async function leftByOthers<K extends SignInKind>(
  source: SourceDefinition<K>,
  tools: SignedInTools,
): Promise<readonly SignIn<K>[]> {
  const left = (await signInMethodsOf(source)).adopt?.(source, tools);
  return left ? [{ ...left, definition: source }] : [];
}

async function endAtSource(
  signIn: SignIn,
  readers: Readers,
  { environment }: Asked<"logout">,
  tools: SignedInTools,
): Promise<"revoked" | "forgotten"> {
  for (const definition of await definitionsOf(signIn, readers, environment)) {
    const ended = await (await signInMethodsOf(definition)).signOut(definition, signIn, tools);
    if (ended === "revoked") return ended;
  }
  return "forgotten";
}

/** Gets a new access token now. @throws {ActasError} `sign-in-required` when that is not possible any more */
export async function renew(
  tools: Tools,
  request: Asked<"renew">,
  conversation: Conversation,
): Promise<Results["renew"]> {
  await tools.recall?.(conversation, "nothing");
  const { held, source } = await signInsNamed(request.source, tools, request.environment);
  // Of several of one id the last was made last.
  const signIn = held.at(-1);
  const [definition] = signIn ? await definitionsOf(signIn, tools, request.environment) : [];
  const id = signIn?.source ?? source?.id ?? request.source;
  if (!signIn) throw cannotRenew(id, "nobody is signed in");
  if (!signIn.renewable || !definition) throw cannotRenew(id, "the source gave nothing to renew it with");
  try {
    const signingIn = signInTools(tools, request, conversation);
    return messageOf(definition, await renewed(definition, signIn, await signInMethodsOf(definition), signingIn));
  } catch (error) {
    throw error instanceof SignInRefused ? cannotRenew(id, "it is over") : error;
  }
}

function cannotRenew(id: string, reason: string): ActasError {
  return new ActasError("sign-in-required", `cannot renew the sign-in to "${id}": ${reason}`, {
    hints: [`run \`actas login ${shellArgument(id)}\``],
  });
}
