import type { Provider } from "oidc-provider/lib/provider.js";
import { exchange, type NodeHandler } from "../../../http/node-exchange.ts";
import { PAGE_HEADERS } from "../pages/page.ts";
import { askedCookie } from "../sign-ins/asked-cookie.ts";
import { cookieNames } from "./create-provider.ts";
import type { SigningKeys } from "./signing-keys.ts";

/** How a request reaches the provider. */
export interface Delivered {
  readonly request: Request;
  /** Below the issuer, such as `/token`, with its query. */
  readonly path: string;
  readonly address: string;
  /** Absent: there is none. */
  readonly body?: string;
  readonly cookie?: string;
}

interface Parts {
  /** The issuer: the server's address with `oauth` behind it. */
  readonly issuer: string;
  readonly create: (keys: SigningKeys["keys"]) => Provider;
  readonly load: () => Promise<SigningKeys>;
}

/** Headers of proxies, which only the listener may judge. */
const OF_PROXIES = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip"];

/** The authorization server with the keys of today. */
export class AuthorizationServer {
  readonly issuer: string;
  readonly #parts: Parts;
  readonly #sessionCookie: string;
  readonly #questionCookie: RegExp;
  #current: { readonly provider: Provider; readonly version: string } | undefined;

  constructor(parts: Parts) {
    this.issuer = parts.issuer;
    this.#parts = parts;
    const { interaction, session } = cookieNames(parts.issuer.startsWith("https:"));
    this.#sessionCookie = `${session}=`;
    this.#questionCookie = new RegExp(`^${interaction}=([\\w-]+);`);
  }

  /** Takes the keys of today; those of a new one are published long before it signs. @throws {ActasError} */
  async renew(): Promise<void> {
    const { keys, version } = await this.#parts.load();
    if (this.#current?.version !== version) this.#current = { provider: this.#parts.create(keys), version };
  }

  /** Has the provider answer. */
  async answer(delivered: Delivered): Promise<Response> {
    const provider = await this.provider();
    return this.handle(delivered, provider.callback());
  }

  async provider(): Promise<Provider> {
    if (!this.#current) await this.renew();
    if (!this.#current) throw new Error("there are keys");
    return this.#current.provider;
  }

  /**
   * Has something that works with a request of `node:http` answer it.
   *
   * The browser's session at the provider ends with each sign-in: whoever comes next is asked again, by the identity
   * provider.
   */
  async handle({ request, path, address, body, cookie }: Delivered, handler: NodeHandler): Promise<Response> {
    const headers = new Headers(request.headers);
    for (const name of OF_PROXIES) headers.delete(name);
    const { host, pathname, protocol } = new URL(this.issuer);
    headers.set("host", host);
    headers.set("x-forwarded-proto", protocol.slice(0, -1));
    headers.set("x-forwarded-for", address);
    if (cookie !== undefined) headers.set("cookie", cookie);
    if (body !== undefined) headers.set("content-length", String(Buffer.byteLength(body)));
    const url = new URL(pathname + path, this.issuer).href;
    const inner = new Request(url, { method: request.method, headers, ...(body !== undefined && { body }) });
    // A browser's own headers may not be set by the constructor.
    for (const [name, value] of headers) inner.headers.set(name, value);
    const answer = await exchange(inner, pathname, handler);
    return this.#finished(answer, /^\/(authorize|activate)\/./.test(path) ? "forgets" : "remembers");
  }

  #finished(answer: Response, session: "forgets" | "remembers"): Response {
    const headers = new Headers(answer.headers);
    const cookies = answer.headers.getSetCookie();
    headers.delete("set-cookie");
    for (const cookie of cookies) {
      if (session === "remembers" || !cookie.startsWith(this.#sessionCookie)) headers.append("set-cookie", cookie);
      const [, question] = this.#questionCookie.exec(cookie) ?? [];
      if (question) headers.append("set-cookie", askedCookie(question, this.issuer));
    }
    const isJson = headers.get("content-type")?.includes("json") ?? false;
    for (const [name, value] of Object.entries(PAGE_HEADERS)) {
      if (!isJson || name === "x-content-type-options") headers.set(name, value);
    }
    return new Response(answer.body, { status: answer.status, headers });
  }
}
