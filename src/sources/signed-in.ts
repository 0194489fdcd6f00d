import { CannotAsk, type Conversation } from "../base/conversation.ts";
import type { Grant, RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { personRequired } from "../base/person-required.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { CredentialCache } from "../cache/credential-cache.ts";
import type { SingleFlight } from "../cache/single-flight.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { type SignInMethods, SignInRefused, type SignInTools } from "./sign-in-methods.ts";
import type { SignIn } from "./sign-ins.ts";
import type { SourceTools } from "./source.ts";

/** An access token that ends within this time is renewed before it is used. */
const RENEW_BEFORE_MS = 300_000;

/** What it takes to be signed in. */
export interface SignedInTools extends SignInTools {
  readonly cache: CredentialCache;
  readonly flights: SingleFlight;
  /** How to sign in; absent: as the source says. */
  readonly grant?: Grant;
}

/** What a request for credentials brings along for signing in, should that be needed. @throws {ActasError} `usage` */
export function signedInTools({ request, ...tools }: SourceTools): SignedInTools {
  const { environment, grant } = request;
  return { ...tools, ...(grant && { grant }), ...fixedPort(environment) };
}

/** The port for the redirect that the user has fixed in the environment. @throws {ActasError} `usage` */
export function fixedPort({ ACTAS_LOCAL_PORT, MAIRU_LOCAL_PORT }: RequestEnvironment): { readonly localPort?: number } {
  const port = ACTAS_LOCAL_PORT || MAIRU_LOCAL_PORT;
  if (!port) return {};
  if (/^[1-9]\d{0,4}$/.test(port)) return { localPort: Number(port) };
  throw new ActasError("usage", "cannot use ACTAS_LOCAL_PORT: it is not a port number");
}

/**
 * Does something with a sign-in: the one that is held, renewed when it is about to end, or a new one. When the source
 * refuses it, the user signs in anew, and it is tried once more.
 *
 * @throws {ActasError} `sign-in-required` when nobody can be shown the page, and whatever signing in throws
 */
export async function withSignIn<D extends SourceDefinition, T>(
  source: D,
  methods: SignInMethods<D>,
  tools: SignedInTools,
  use: (signIn: SignIn) => Promise<T>,
): Promise<T> {
  const signIn = await signedIn(source, methods, tools);
  try {
    return await use(signIn);
  } catch (error) {
    if (!(error instanceof SignInRefused)) throw error;
    if (tools.signIns.get(signIn.key) === signIn) tools.signIns.remove(signIn.key);
    const next = adopted(source, methods, tools, signIn) ?? (await signInAnew(source, methods, tools));
    return use(next).catch((again: unknown) => {
      throw again instanceof SignInRefused ? refusedAgain(source) : again;
    });
  }
}

/** Signs in, once for all who need it, even when a sign-in is held: whoever else may be meant decides in the browser. */
export function signInAnew<D extends SourceDefinition>(
  source: D,
  methods: SignInMethods<D>,
  tools: SignedInTools,
): Promise<SignIn> {
  const key = signInKey(source);
  return tools.flights.once(`sign-in ${key}`, tools.conversation, async (conversation) => {
    const signIn = await withPage(source, conversation, () =>
      methods.signIn(source, tools.grant ?? source.defaultGrant, { ...tools, conversation }),
    );
    tools.signIns.put(signIn);
    tools.cache.clearOf(key);
    return signIn;
  });
}

/** Renews a sign-in now. @throws {SignInRefused} when it cannot be renewed */
export function renewed<D extends SourceDefinition>(
  source: D,
  signIn: SignIn,
  methods: SignInMethods<D>,
  tools: SignedInTools,
): Promise<SignIn> {
  return tools.flights.once(`renew ${signIn.key}`, tools.conversation, async (conversation) => {
    const next = await methods.renew(source, signIn, { ...tools, conversation });
    tools.signIns.put(next);
    return next;
  });
}

/** When renewing fails, the old token is used until its end: the source may accept it still. */
async function signedIn<D extends SourceDefinition>(
  source: D,
  methods: SignInMethods<D>,
  tools: SignedInTools,
): Promise<SignIn> {
  const held = tools.signIns.get(signInKey(source)) ?? adopted(source, methods, tools);
  if (!held) return signInAnew(source, methods, tools);
  const remainingMs = (held.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - tools.clock.now();
  if (remainingMs > RENEW_BEFORE_MS) return held;
  if (held.refreshToken) {
    const next = await renewed(source, held, methods, tools).catch(() => undefined);
    if (next) return next;
  }
  return remainingMs > 0 ? held : signInAnew(source, methods, tools);
}

/** Another program's sign-in becomes ours. */
function adopted<D extends SourceDefinition>(
  source: D,
  methods: SignInMethods<D>,
  { signIns, cache }: SignedInTools,
  than?: SignIn,
): SignIn | undefined {
  const found = methods.adopt?.(source, than);
  if (!found) return undefined;
  signIns.put(found);
  cache.clearOf(found.key);
  return found;
}

/** A new sign-in did not help, so the next one would not either. */
function refusedAgain({ id, origin }: SourceDefinition): ActasError {
  return new ActasError("access-denied", `cannot use "${id}": it refuses the sign-in that was just made`, {
    hints: [`check what ${origin} says of it, its client and scopes, and ask who runs it`],
  });
}

async function withPage(
  { id }: SourceDefinition,
  conversation: Conversation,
  signIn: () => Promise<SignIn>,
): Promise<SignIn> {
  conversation.waiting({ kind: "sign-in", source: id });
  try {
    return await signIn();
  } catch (error) {
    throw error instanceof CannotAsk ? personRequired({ kind: "sign-in", source: id }, error.reason) : error;
  }
}
