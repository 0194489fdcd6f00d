import type { GrantType } from "../base/credential-request.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { CredentialCache } from "../cache/credential-cache.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { personRequired } from "../conversation/person-required.ts";
import type { SingleFlight } from "../conversation/single-flight.ts";
import type { Allowance } from "../settings/limits.ts";
import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import { allowedGrant } from "./allowed-grant.ts";
import { fixedPort } from "./fixed-port.ts";
import { refusedAgain, refusedRenewed } from "./refused-again.ts";
import { type SignInMethods, SignInRefused, type SignInTools } from "./sign-in-methods.ts";
import type { SignIn } from "./sign-ins.ts";
import type { Recall, SourceTools } from "./source.ts";
import { untilElsewhere, withPage } from "./with-page.ts";

/** Last part of the life of an access token in which it is renewed before it is used. */
const RENEW_WITHIN = { milliseconds: 300_000, share: 0.2 };

/** What {@link withSignIn} works with. */
export interface SignedInTools extends SignInTools {
  readonly cache: CredentialCache;
  readonly flights: SingleFlight;
  readonly recall?: Recall;
  /** How to sign in; absent: as the source says. */
  readonly grantType?: GrantType;
  /** What settings allow; absent: every way. */
  readonly allowedGrants?: readonly Allowance[];
}

/** What a request for credentials brings along for signing in, should that be needed. @throws {ActasError} `usage` */
export function signedInTools({ request, ...tools }: SourceTools): SignedInTools {
  const { environment, grantType } = request;
  return { ...tools, ...(grantType && { grantType }), ...fixedPort(environment) };
}

/** A sign-in, and what can still be done about it when the source refuses it. */
interface Found<K extends SignInKind> {
  readonly signIn: SignIn<K>;
  readonly how: "held" | "renewed" | "new";
}

/**
 * Calls `use` with a sign-in: the one that is held, renewed if it is about to expire, or a new one. When the source
 * refuses it, it is renewed, and after that made anew, with one more try each; when a new one is refused, that is the
 * error. A sign-in that cannot be renewed any more is forgotten.
 *
 * @throws {ActasError} `sign-in-required` when no user can be shown the page, `access-denied` when the source refuses a
 * new sign-in too, and whatever signing in throws
 */
export async function withSignIn<K extends SignInKind, T>(
  source: SourceDefinition<K>,
  methods: SignInMethods<K>,
  tools: SignedInTools,
  use: (signIn: SignIn<K>) => Promise<T>,
): Promise<T> {
  for (
    let found = await signedIn(source, methods, tools);
    ;
    found = await afterRefusal(found, source, methods, tools)
  ) {
    try {
      return await use(found.signIn);
    } catch (error) {
      if (!(error instanceof SignInRefused)) throw error;
      if (found.how === "new") throw refusedAgain(source);
    }
  }
}

/**
 * Signs in, once for all requests that need it, even when a sign-in is held: in the browser the user may choose to be
 * another person.
 * Another way of signing in to the same source may be quicker: then this one is over too.
 *
 * @throws {ActasError} `sign-in-required` at once when no user can be shown the page; as `allowedGrant()`
 */
export async function signInAnew<K extends SignInKind>(
  source: SourceDefinition<K>,
  methods: SignInMethods<K>,
  tools: SignedInTools,
): Promise<SignIn<K>> {
  const grantType = allowedGrant(source, tools);
  const reason = tools.conversation.refuses("sign-in");
  if (reason !== undefined) throw personRequired({ kind: "sign-in", source: source.id }, reason);
  const key = signInKey(source);
  const before = tools.signIns.to(source);
  const once = async (conversation: Conversation): Promise<SignIn<K>> => {
    const meanwhile = tools.signIns.to(source);
    if (meanwhile && meanwhile !== before) return meanwhile;
    const elsewhere = tools.signIns.next(key);
    return withPage(source, untilElsewhere(conversation, elsewhere), async (untilThen) => {
      const signIn = await methods.signIn(source, grantType, { ...tools, conversation: untilThen });
      return begin(signIn, source, tools);
    });
  };
  return tools.flights.once(`sign-in by ${grantType} ${key}`, tools.conversation, once, "user");
}

/** Renews a sign-in now. @throws {SignInRefused} when it cannot be renewed */
export function renewed<K extends SignInKind>(
  source: SourceDefinition<K>,
  signIn: SignIn<K>,
  methods: SignInMethods<K>,
  tools: SignedInTools,
): Promise<SignIn<K>> {
  const once = async (conversation: Conversation): Promise<SignIn<K>> => {
    // Another process of the user may have renewed it just now: its refresh token has been used.
    const meanwhile = tools.signIns.to(source);
    if (meanwhile && meanwhile !== held && meanwhile !== signIn) return meanwhile;
    const next = obtainedNow(await methods.renew(source, signIn, { ...tools, conversation }), source, tools);
    // Meanwhile the user may have signed out, or in anew.
    if (tools.signIns.get(signIn.key) === signIn) tools.signIns.put(next);
    return next;
  };
  const held = tools.signIns.to(source);
  return tools.flights.once(`renew ${signIn.key}`, tools.conversation, once, "user");
}

/** When renewing fails, the old token is used until its end: the source may accept it still. */
export async function signedIn<K extends SignInKind>(
  source: SourceDefinition<K>,
  methods: SignInMethods<K>,
  tools: SignedInTools,
): Promise<Found<K>> {
  await tools.recall?.(tools.conversation);
  const held = tools.signIns.to(source) ?? adopted(source, methods, tools);
  if (!held) return { signIn: await signInAnew(source, methods, tools), how: "new" };
  // Looked at anew after each wait: a renewal that fails may take longer than the token lasts.
  const remainingMs = (): number => (held.expiration?.getTime() ?? Number.POSITIVE_INFINITY) - tools.clock.now();
  if (remainingMs() > renewWithinMs(held)) return { signIn: held, how: "held" };
  try {
    const next = await renewedIfPossible(held, source, methods, tools);
    if (next) return { signIn: next, how: "held" };
  } catch (error) {
    if (remainingMs() <= 0) throw error;
  }
  if (remainingMs() > 0) return { signIn: held, how: "held" };
  return { signIn: await signInAnew(source, methods, tools), how: "new" };
}

/** Proportional to the lifetime, so that a token of five minutes is not renewed before every use. */
function renewWithinMs({ expiration, obtainedAt }: SignIn): number {
  const lifetimeMs =
    expiration && obtainedAt !== undefined ? expiration.getTime() - obtainedAt : Number.POSITIVE_INFINITY;
  return Math.min(RENEW_WITHIN.milliseconds, lifetimeMs * RENEW_WITHIN.share);
}

async function afterRefusal<K extends SignInKind>(
  { how, signIn: refused }: Found<K>,
  source: SourceDefinition<K>,
  methods: SignInMethods<K>,
  tools: SignedInTools,
): Promise<Found<K>> {
  const { signIns } = tools;
  const held = signIns.to(source);
  if (held && held !== refused) return { signIn: held, how: "renewed" };
  const next = held && how === "held" ? await renewedIfPossible(held, source, methods, tools) : undefined;
  if (next) return { signIn: next, how: "renewed" };
  // What was renewed a moment ago is good, whatever the source has against it: another sign-in may help, or waiting.
  const isGood = how === "renewed" && refused.renewable;
  if (!isGood && signIns.get(refused.key) === refused) signIns.remove(refused.key);
  const other = adopted(source, methods, tools, refused);
  if (other) return { signIn: other, how: "renewed" };
  if (isGood && tools.conversation.refuses("sign-in") !== undefined) throw refusedRenewed(source);
  return { signIn: await signInAnew(source, methods, tools), how: "new" };
}

/** Undefined when the source does not renew it any more. */
async function renewedIfPossible<K extends SignInKind>(
  signIn: SignIn<K>,
  source: SourceDefinition<K>,
  methods: SignInMethods<K>,
  tools: SignedInTools,
): Promise<SignIn<K> | undefined> {
  if (!signIn.renewable) return undefined;
  return renewed(source, signIn, methods, tools).catch((error: unknown) => {
    if (error instanceof SignInRefused) return undefined;
    throw error;
  });
}

/** Takes over a sign-in that another program made. */
function adopted<K extends SignInKind>(
  source: SourceDefinition<K>,
  methods: SignInMethods<K>,
  tools: SignedInTools,
  than?: SignIn<K>,
): SignIn<K> | undefined {
  const found = methods.adopt?.(source, tools, than);
  return found && begin(found, source, tools);
}

/** It may be another person's, so nothing of the one before is used any more. */
function begin<K extends SignInKind>(found: SignIn<K>, source: SourceDefinition<K>, tools: SignedInTools): SignIn<K> {
  const signIn = obtainedNow(found, source, tools);
  tools.signIns.begin(signIn);
  tools.cache.clearOf(signIn.key);
  return signIn;
}

/** Adds what is needed later: when the sign-in was obtained, and from which definition. */
function obtainedNow<K extends SignInKind>(
  signIn: SignIn<K>,
  definition: SourceDefinition<K>,
  { clock }: SignedInTools,
): SignIn<K> {
  return { ...signIn, definition, obtainedAt: clock.now() };
}
