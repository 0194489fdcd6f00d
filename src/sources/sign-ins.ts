import type { Keeper } from "../base/keeper.ts";
import { signInKey } from "../cache/cache-key.ts";
import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import type { ClientRegistration } from "./client-registration.ts";
import type { HeldByKind } from "./held-by-kind.ts";

interface SignInOf<K extends SignInKind> {
  /** See `signInKey` of the cache. */
  readonly key: string;
  readonly kind: K;
  /** Id and URL of the source, for people. */
  readonly source: string;
  readonly url: string;
  /** Who has signed in, where the source says it. */
  readonly person?: string;
  readonly expiration?: Date;
  /** Whether it can be renewed without a person. */
  readonly renewable: boolean;
  /**
   * The definition it was made with, by which it is ended when no file has it any more; absent when an older version
   * made it.
   */
  readonly definition?: SourceDefinition<K>;
  /** When it was got or renewed, in milliseconds since the epoch; absent when an older version got it. */
  readonly obtainedAt?: number;
  /** The source's own: tokens, or whatever else proves to it that the person has signed in. */
  readonly held: HeldByKind[K];
}

type Mapped = { readonly [K in SignInKind]: SignInOf<K> };

/** An interface: TypeScript expands a mapped type, and then cannot assign one of an unknown kind to the union. */
interface SignInByKind extends Mapped {}

/** What a source remembers about the user; of any kind of source, or of one. */
export type SignIn<K extends SignInKind = SignInKind> = {
  readonly [P in K]: SignInByKind[P] & { readonly kind: P };
}[K];

/** Sign-ins of all sources, and the OAuth clients for the next ones, in memory; a keeper hears of the sign-ins. */
export class SignIns {
  readonly #byKey = new Map<string, SignIn>();
  readonly #clients = new Map<string, ClientRegistration>();
  readonly #next = new Map<string, PromiseWithResolvers<SignIn>>();
  readonly #generations = new Map<string, number>();
  #cleared = 0;
  #keeper: Keeper<SignIn, Pick<SignIn, "key">> | undefined;

  /** From now on this keeper hears of every change. */
  keptBy(keeper: Keeper<SignIn, Pick<SignIn, "key">>): void {
    this.#keeper = keeper;
  }

  get(key: string): SignIn | undefined {
    return this.#byKey.get(key);
  }

  /** The sign-in to a source. */
  to<K extends SignInKind>(source: SourceDefinition<K>): SignIn<K> | undefined {
    const found = this.get(signInKey(source));
    return found && isOfKind(found, source.kind) ? found : undefined;
  }

  /** Takes over a sign-in that another process had. */
  restore(signIn: SignIn): void {
    this.#byKey.set(signIn.key, signIn);
  }

  /** Keeps a sign-in that was renewed. */
  put(signIn: SignIn): void {
    this.restore(signIn);
    this.#keeper?.keep(signIn);
  }

  /** Keeps a new sign-in, perhaps of another person. */
  begin(signIn: SignIn): void {
    this.put(signIn);
    this.#turn(signIn.key);
    this.#next.get(signIn.key)?.resolve(signIn);
    this.#next.delete(signIn.key);
  }

  /** The next new sign-in of this key, however it is made. */
  next(key: string): Promise<SignIn> {
    const next = this.#next.get(key) ?? Promise.withResolvers<SignIn>();
    this.#next.set(key, next);
    return next.promise;
  }

  /** Changes whenever another person may have signed in: nothing kept under an earlier number may be used. */
  generation(key: string): number {
    return this.#cleared + (this.#generations.get(key) ?? 0);
  }

  /** Forgets a sign-in; true when there was one. */
  remove(key: string): boolean {
    this.#turn(key);
    // Also when none is held: one may be kept that could not be read.
    this.#keeper?.forget({ key });
    return this.#byKey.delete(key);
  }

  list(): SignIn[] {
    return [...this.#byKey.values()];
  }

  clear(): number {
    const { size } = this.#byKey;
    for (const key of [...this.#byKey.keys()]) this.remove(key);
    this.#clients.clear();
    this.#cleared++;
    return size;
  }

  /** The client that was registered for sign-ins of this kind, if one was. It may have ended. */
  client(key: string): ClientRegistration | undefined {
    return this.#clients.get(key);
  }

  /** All that were registered, by key. */
  clients(): [key: string, client: ClientRegistration][] {
    return [...this.#clients];
  }

  keepClient(key: string, client: ClientRegistration): void {
    this.#clients.set(key, client);
  }

  forgetClient(key: string): void {
    this.#clients.delete(key);
  }

  #turn(key: string): void {
    this.#generations.set(key, (this.#generations.get(key) ?? 0) + 1);
  }
}

/** Whether a sign-in is one to a source of this kind. */
export function isOfKind<K extends SignInKind>(signIn: SignIn, kind: K): signIn is SignIn<K> {
  return signIn.kind === kind;
}
