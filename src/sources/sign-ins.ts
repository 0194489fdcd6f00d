import type { GrantType } from "../base/credential-request.ts";
import type { Secret } from "../base/secret.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";

/** The OAuth client a sign-in was made with, where the source hands out clients; needed to renew it. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly expiration: Date;
}

/** What a source remembers about the user. */
export interface SignIn {
  /** See `signInKey` of the cache. */
  readonly key: string;
  /** Id and URL of the source, for people. */
  readonly source: string;
  readonly url: string;
  readonly grantType: GrantType;
  /** Who has signed in, where the source says it. */
  readonly person?: string;
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  readonly expiration?: Date;
  readonly client?: ClientRegistration;
  /**
   * The definition it was made with, by which it is ended when no file has it any more; absent when an older version
   * made it.
   */
  readonly definition?: SourceDefinition;
  /** When its access token was got, in milliseconds since the epoch; absent when an older version got it. */
  readonly obtainedAt?: number;
  /** Where a shared file could not be written: the access token that it still holds, which is older than this one. */
  readonly leftInFile?: Secret;
}

/** Sign-ins of all sources, and the OAuth clients for the next ones, in memory only. */
export class SignIns {
  readonly #byKey = new Map<string, SignIn>();
  readonly #clients = new Map<string, ClientRegistration>();
  readonly #next = new Map<string, PromiseWithResolvers<SignIn>>();
  readonly #generations = new Map<string, number>();

  get(key: string): SignIn | undefined {
    return this.#byKey.get(key);
  }

  /** Keeps a sign-in that was renewed, or handed over. */
  put(signIn: SignIn): void {
    this.#byKey.set(signIn.key, signIn);
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
    return this.#generations.get(key) ?? 0;
  }

  /** Forgets a sign-in; true when there was one. */
  remove(key: string): boolean {
    this.#turn(key);
    return this.#byKey.delete(key);
  }

  list(): SignIn[] {
    return [...this.#byKey.values()];
  }

  clear(): number {
    const { size } = this.#byKey;
    for (const key of [...this.#byKey.keys()]) this.remove(key);
    this.#clients.clear();
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
    this.#generations.set(key, this.generation(key) + 1);
  }
}
