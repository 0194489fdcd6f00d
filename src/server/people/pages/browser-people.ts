import { randomText } from "../../../oauth/pkce.ts";
import type { Person } from "../person.ts";
import type { FreshGroups } from "../sign-ins/fresh-groups.ts";
import type { KeptSignIns } from "../sign-ins/kept-sign-ins.ts";
import { cookieOf } from "./own-form.ts";
import type { PageSessions } from "./page-sessions.ts";
import { redirect, setCookie } from "./redirect.ts";

/** Longer than a session may last: the database decides when it has ended. */
const COOKIE_SECONDS = 24 * 3_600;
const COOKIE_BYTES = 32;

interface Parts {
  readonly sessions: PageSessions;
  readonly signIns: KeptSignIns;
  readonly freshGroups: FreshGroups;
  /** The server's address, with a slash at its end. */
  readonly url: string;
}

/** The people who look at the pages of this server in a browser: their cookie is good here, and nowhere else. */
export class BrowserPeople {
  readonly #parts: Parts;
  readonly #origin: string;
  readonly #cookie: string;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#origin = new URL(parts.url).origin;
    this.#cookie = `${parts.url.startsWith("https:") ? "__Host-" : ""}actas-pages`;
  }

  /**
   * Whose browser it is, with groups that are fresh; `undefined` when nobody is signed in.
   *
   * @throws {HttpRefusal} 401 when the provider does not vouch for the person any more, 503 when it cannot be asked
   */
  async personOf(request: Request): Promise<Person | undefined> {
    const { freshGroups, signIns } = this.#parts;
    const id = await this.#signInOf(request);
    const signIn = id === undefined ? undefined : await signIns.find(id);
    if (!signIn) return undefined;
    const { tokens: _, id: __, ...person } = await freshGroups.freshened(signIn);
    return person;
  }

  /** Lets the browser in that has just come back from the OpenID provider. */
  async signedIn(signIn: string): Promise<Response> {
    const value = randomText(COOKIE_BYTES);
    await this.#parts.sessions.begin(value, signIn);
    return redirect(`${this.#parts.url}admin`, this.#set(value, COOKIE_SECONDS));
  }

  /** Ends the sign-in of a browser, and has it forget its cookie. */
  async signOut(request: Request): Promise<Response> {
    const id = await this.#signInOf(request);
    if (id !== undefined) await this.#parts.signIns.end(id, "the person has signed out");
    return redirect(`${this.#parts.url}admin/signed-out`, this.#set("", 0));
  }

  async #signInOf(request: Request): Promise<string | undefined> {
    const cookie = cookieOf(request, this.#cookie);
    return cookie === undefined ? undefined : this.#parts.sessions.signInOf(cookie);
  }

  #set(value: string, seconds: number): string {
    return setCookie({ name: this.#cookie, value, seconds, origin: this.#origin });
  }
}
