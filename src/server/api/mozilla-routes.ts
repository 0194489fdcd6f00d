import { z } from "zod/mini";
import { jsonText } from "../../base/printable.ts";
import { Secret } from "../../base/secret.ts";
import { largeBody } from "../../http/large-body.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { Bouncer, IdTokenReader, Person } from "../people/person.ts";
import type { RoleMap } from "../roles/role-map.ts";
import type { ClientFacts, Route } from "../server-part.ts";
import { jsonBody } from "./json-body.ts";

/** What a demand for a scan of all accounts came to. */
export type RebuildAnswer =
  | { readonly answer: "begun" }
  | { readonly answer: "too-soon"; readonly secondsLeft: number };

export interface MozillaParts {
  readonly roles: RoleMap;
  readonly idTokens: IdTokenReader;
  readonly bouncer: Bouncer;
  /** Aliases by the number of the account. */
  readonly aliases: () => Promise<Readonly<Record<string, readonly string[]>>>;
  readonly rebuild: (person: Person, address: string) => Promise<RebuildAnswer>;
  /** Subjects that may ask for a scan; one that ends with * is the beginning of many. */
  readonly rebuilders: readonly string[];
  /** Whether everybody may read the aliases, as from Mozilla's server. */
  readonly aliasesFor: "everybody" | "signed-in";
}

/** `key` is not looked at: whoever makes up a token can make up a key for it. `cache` means nothing here: the map is in memory. */
const Body = z.object({ token: z.string().check(z.minLength(1), z.maxLength(20_000)) });

/**
 * The API of Mozilla's ID-Token-For-Roles. Its refusals have a status of their own, and a member `error` with the text.
 *
 * @see https://github.com/mozilla-iam/mozilla-aws-cli
 */
export function mozillaRoutes(parts: MozillaParts): readonly Route[] {
  const routes: readonly Route[] = [
    { method: "POST", path: "/roles", answer: (request) => rolesOfToken(request, parts) },
    { method: "GET", path: "/account-aliases", answer: (request) => allAliases(request, parts) },
    { method: "POST", path: "/rebuild-group-role-map", answer: (request, client) => rebuild(request, client, parts) },
  ];
  return routes.map((route) => ({ ...route, refusals: "error-text" }));
}

/** The roles that the token itself is good for: AWS judges it, and no rule of this server comes in between. */
async function rolesOfToken(request: Request, { idTokens, roles }: MozillaParts): Promise<Response> {
  const person = await personOf(request, idTokens);
  const given = roles.rolesOf(person).filter(({ mode }) => mode === "pass");
  const aliases = given.map(({ role }) => [role.accountId, [role.alias ?? role.accountId]] as const);
  return json({ roles: given.map(({ role }) => role.arn), aliases: Object.fromEntries(aliases) });
}

async function allAliases(request: Request, { aliases, aliasesFor, bouncer }: MozillaParts): Promise<Response> {
  if (aliasesFor === "signed-in") await bouncer.personOf(request, "held");
  return json(await aliases());
}

async function rebuild(request: Request, { address }: ClientFacts, parts: MozillaParts): Promise<Response> {
  const person = await personOf(request, parts.idTokens);
  if (!parts.rebuilders.some((allowed) => isSubject(allowed, person.subject))) {
    throw new HttpRefusal(403, "access_denied", "you may not have the role map rebuilt");
  }
  const answer = await parts.rebuild(person, address);
  if (answer.answer === "begun") return json({ status: "success : 202" });
  const { secondsLeft } = answer;
  const message = `the role map was rebuilt within five minutes; try again in ${secondsLeft} seconds`;
  throw new HttpRefusal(429, "too_many_requests", message, { "retry-after": `${secondsLeft}` });
}

function isSubject(allowed: string, subject: string): boolean {
  return allowed.endsWith("*") ? subject.startsWith(allowed.slice(0, -1)) : subject === allowed;
}

async function personOf(request: Request, idTokens: IdTokenReader): Promise<Person> {
  const { data } = Body.safeParse(await jsonBody(request));
  if (!data) throw new HttpRefusal(400, "invalid_request", 'the body must be JSON such as {"token": "…"}');
  return idTokens.personOfIdToken(new Secret(data.token));
}

function json(value: object): Response {
  return new Response(largeBody(Buffer.from(jsonText(value, "one-line"))), {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
