import type { Grant } from "../base/credential-request.ts";
import type { Secret } from "../base/secret.ts";

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
  readonly grant: Grant;
  readonly accessToken: Secret;
  readonly refreshToken?: Secret;
  readonly expiration?: Date;
  readonly client?: ClientRegistration;
}

/** Sign-ins of all sources, and the OAuth clients for the next ones, in memory only. */
export class SignIns {
  readonly #byKey = new Map<string, SignIn>();
  readonly #clients = new Map<string, ClientRegistration>();

  get(key: string): SignIn | undefined {
    return this.#byKey.get(key);
  }

  put(signIn: SignIn): void {
    this.#byKey.set(signIn.key, signIn);
  }

  /** Forgets a sign-in; true when there was one. */
  remove(key: string): boolean {
    return this.#byKey.delete(key);
  }

  list(): SignIn[] {
    return [...this.#byKey.values()];
  }

  clear(): number {
    const { size } = this.#byKey;
    this.#byKey.clear();
    this.#clients.clear();
    return size;
  }

  /** The client that was registered for sign-ins of this kind, if one was. It may have ended. */
  client(key: string): ClientRegistration | undefined {
    return this.#clients.get(key);
  }

  keepClient(key: string, client: ClientRegistration): void {
    this.#clients.set(key, client);
  }
}
