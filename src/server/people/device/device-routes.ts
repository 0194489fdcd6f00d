import type { ClientFacts } from "../../server-part.ts";
import type { AuthorizationServer } from "../authorization/authorization-server.ts";
import { cookieNames, PATHS } from "../authorization/create-provider.ts";
import type { ItemStore } from "../authorization/item-store.ts";
import { foreignForm } from "../pages/foreign-form.ts";
import { cookieOf, isOwnForm } from "../pages/own-form.ts";
import { messagePage, pageResponse } from "../pages/page.ts";
import { type DeviceLimits, typistsOf } from "./device-limits.ts";
import type { DeviceInfo } from "./device-pages.ts";
import { isSameNetwork } from "./networks.ts";

interface Parts {
  readonly server: AuthorizationServer;
  readonly limits: DeviceLimits;
  readonly codes: ItemStore;
  /** `same`: where program and browser are in different networks, nothing is confirmed. */
  readonly network: "any" | "same";
}

/** @see RFC 8628 section 3.2 */
const INTERVAL_SECONDS = 5;
/** As the provider reads a code: without what people put between its letters. */
const BETWEEN_LETTERS = /\W/g;

/** The pages on which a person types the code that a program shows, and what the program is told meanwhile. */
export class DeviceRoutes {
  readonly #parts: Parts;
  readonly #origin: string;
  readonly #session: string;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { issuer } = parts.server;
    this.#origin = new URL(issuer).origin;
    this.#session = cookieNames(issuer.startsWith("https:")).session;
  }

  /** Gives a program its codes, with the pause between two questions that the provider leaves out. */
  async codes(request: Request, body: string, { address }: ClientFacts): Promise<Response> {
    const { server } = this.#parts;
    const answer = await server.answer({ request, path: PATHS.device_authorization, address, body });
    if (!answer.ok) return answer;
    const said = (await answer.json()) as object;
    return Response.json({ ...said, interval: INTERVAL_SECONDS }, { headers: { "cache-control": "no-store" } });
  }

  /** What a program that asks too often is told; `undefined` for one that does not. */
  async tooFast(deviceCode: string): Promise<Response | undefined> {
    if ((await this.#parts.limits.poll(deviceCode)) === "in-time") return undefined;
    return Response.json({ error: "slow_down" }, { status: 400, headers: { "cache-control": "no-store" } });
  }

  /** The page for a code. A link may bring one: it is put into the field, and nothing more. */
  async ask(request: Request, path: string, { address }: ClientFacts): Promise<Response> {
    const { server } = this.#parts;
    const { pathname, searchParams } = new URL(path, this.#origin);
    const code = searchParams.get("user_code") ?? "";
    const page = await server.answer({ request, path: pathname, address });
    if (!/^[\w-]{1,20}$/.test(code) || !page.ok) return page;
    const html = await page.text();
    return new Response(html.replace('name="user_code" value=""', `name="user_code" value="${code}"`), page);
  }

  /** Takes a code, or the word that it is the person's own. */
  async take(request: Request, client: ClientFacts): Promise<Response> {
    if (!isOwnForm(request, this.#origin)) return foreignForm();
    const session = cookieOf(request, this.#session);
    if (session === undefined) return noForm();
    const body = await request.text();
    const form = new URLSearchParams(body);
    const typists = typistsOf(client.address, session);
    if (!(await this.#parts.limits.mayTry(typists))) return tooMany();
    if (form.has("confirm") && (await this.#isForeign(form.get("user_code") ?? "", client))) return foreign();
    const { server } = this.#parts;
    const answer = await server.answer({ request, path: PATHS.code_verification, address: client.address, body });
    if (answer.status < 400) await this.#parts.limits.wasRight(typists);
    return answer;
  }

  /** Takes a browser back that has signed in. The provider fails where there is no cookie at all. */
  async finish(request: Request, path: string, { address }: ClientFacts): Promise<Response> {
    if (cookieOf(request, this.#session) === undefined) return noForm();
    return this.#parts.server.answer({ request, path, address });
  }

  async #isForeign(userCode: string, { address }: ClientFacts): Promise<boolean> {
    if (this.#parts.network === "any") return false;
    const found = await this.#parts.codes.findByUserCode(userCode.toUpperCase().replace(BETWEEN_LETTERS, ""));
    const info = found?.deviceInfo as DeviceInfo | undefined;
    return info !== undefined && !isSameNetwork(info.address, address);
  }
}

function noForm(): Response {
  const page = messagePage("This page is over", "Open it again in this browser, which has to keep its cookies.");
  return pageResponse(page, 400);
}

function tooMany(): Response {
  const page = messagePage("Too many wrong codes", "Wait ten minutes, and start again where your program runs.");
  return pageResponse(page, 429, { "retry-after": "600" });
}

function foreign(): Response {
  const page = messagePage(
    "This program is in another network",
    "Here only programs in the network of your browser can be signed in. Nothing was done.",
  );
  return pageResponse(page, 403);
}
