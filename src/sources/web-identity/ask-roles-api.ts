import { z } from "zod/mini";
import { ActasError } from "../../base/errors.ts";
import { askServer, type ServerAnswer } from "../../http/ask-server.ts";
import { saidByServer } from "../../http/said-by-server.ts";
import { discoverProvider } from "../../oauth/openid/discover-provider.ts";
import { contextOf, type RequestContext } from "../../oauth/request-context.ts";
import type { WebIdentityDefinition } from "../../source-files/kinds/web-identity.ts";
import { SignInRefused } from "../sign-in-methods.ts";
import type { SignIn } from "../sign-ins.ts";

/** What a roles API answers; an account without an alias may have its number in place of one. */
const Answer = z.object({
  roles: z.array(z.string()),
  aliases: z.optional(z.nullable(z.record(z.string(), z.array(z.string())))),
});

/** A refusal: of the API itself, whatever the status, or of the gateway in front of it. */
const Refusal = z.union([z.object({ error: z.string() }), z.object({ message: z.string() })]);

/** The roles that a token may assume, and the names of their accounts. */
export type RolesOfToken = z.infer<typeof Answer>;

/**
 * Asks which roles the ID token of a sign-in may assume, as Mozilla's `maws` does. The API gets the provider's keys too:
 * the one of `maws` verifies the token with them.
 *
 * @throws {SignInRefused} the token has ended
 * @throws {ActasError} `configuration`, `throttled`, `unreachable`
 */
export async function askRolesApi(
  source: WebIdentityDefinition & { readonly rolesUrl: string },
  { held: { idToken } }: SignIn<"web-identity">,
  freshness: "cached" | "refresh",
): Promise<RolesOfToken> {
  const { id, network, origin, rolesUrl } = source;
  const action = `list the roles of "${id}"`;
  const key = await keysOf(source, contextOf(source, action));
  const url = addressOf(rolesUrl);
  const body = JSON.stringify({ token: idToken.reveal(), key, cache: freshness === "cached" });
  const headers = { "content-type": "application/json" };
  const answer = await askServer({ url, method: "POST", headers, body, network }, action, "the roles API");
  const { data } = Answer.safeParse(answer.json);
  if (answer.status === 200 && data) return data;
  throw refusal(answer, { action, origin, url, body });
}

/** The address is written with `roles` at its end or without. */
function addressOf(rolesUrl: string): string {
  const url = new URL(rolesUrl);
  url.pathname = url.pathname.replace(/(\/roles)?\/*$/, "/roles");
  return url.href;
}

/** The provider's keys, as it publishes them. */
async function keysOf({ url }: WebIdentityDefinition, context: RequestContext): Promise<unknown> {
  const { jwks_uri } = await discoverProvider(url, context);
  const { network, action } = context;
  const answer = await askServer({ url: jwks_uri, method: "GET", network }, action, "the OpenID provider");
  if (answer.status === 200 && answer.json !== undefined) return answer.json;
  const message = `cannot ${action}: the provider's keys cannot be read (HTTP ${answer.status})`;
  throw new ActasError("unreachable", message, { hints: ["try again in a minute"] });
}

interface Asked {
  readonly action: string;
  readonly origin: string;
  readonly url: string;
  readonly body: string;
}

/** What the API says is shown without what was sent to it. */
function refusal({ status, json }: ServerAnswer, { action, origin, url, body }: Asked): Error {
  const said = textIn(json);
  const cannot = `cannot ${action}: the roles API`;
  if (status === 401 || (said && /expired/i.test(said))) return new SignInRefused(`${cannot} takes no old token`);
  const answered = status === 200 ? "answered" : `answered HTTP ${status}`;
  const quoted = said === undefined ? undefined : saidByServer(said, { body });
  const address = `check \`roles_url\` in ${origin}: ${url} was asked`;
  if (quoted === undefined) return unlikeTheApi(status, cannot, address);
  const hints = [
    ...(/missing/i.test(quoted) ? ["the provider has to put the claim into ID tokens: ask who runs it"] : []),
    "roles can be named by their ARN, or as ACCOUNT_ID/ROLE, without that list",
    address,
  ];
  return new ActasError(codeOf(status), `${cannot} ${answered}: ${quoted}`, { hints });
}

function textIn(json: unknown): string | undefined {
  const { data } = Refusal.safeParse(json);
  return data && ("error" in data ? data.error : data.message);
}

function codeOf(status: number): ActasError["code"] {
  if (status === 429) return "throttled";
  return status >= 500 ? "unreachable" : "configuration";
}

/** Neither roles nor a refusal: not JSON, `null`, or something else. */
function unlikeTheApi(status: number, cannot: string, address: string): ActasError {
  if (status !== 200) {
    const wait = status === 429 || status >= 500;
    const hints = wait ? ["try again in a minute, or ask who runs it", address] : [address];
    return new ActasError(codeOf(status), `${cannot} answered HTTP ${status}`, { hints });
  }
  const portal = "a proxy, or the sign-in page of a network, may have answered in its place; open any web page to see";
  const message = `${cannot} answered something else than a list of roles`;
  return new ActasError("unreachable", message, { hints: [address, portal] });
}
