import { SHA256 } from "bun";
import { jsonText } from "../../base/printable.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { LendingRules } from "../lending/rules/rule.ts";
import type { Bouncer } from "../people/person.ts";
import type { RoleMap } from "../roles/role-map.ts";
import type { Route } from "../server-part.ts";
import { type OfferedRole, offeredRole } from "./offered-role.ts";

export interface ListingParts {
  readonly bouncer: Bouncer;
  readonly roles: RoleMap;
  readonly rules: LendingRules;
  readonly now: () => number;
}

/** A page; more would be some hundred kilobytes. */
const MOST_ROLES = 5_000;

/**
 * `GET /roles`: the roles that the person may have, or may if something is added; with `closed=1` also those that the
 * server's rules refuse, and why. `q` is a part of a name or of an account's name, `limit` the size of a page, and
 * `after` the last name of the page before.
 */
export function listRolesRoute({ bouncer, roles, rules, now }: ListingParts): Route {
  return {
    method: "GET",
    path: "/roles",
    answer: async (request) => {
      const person = await bouncer.personOf(request, "held");
      const wanted = wantedOf(new URL(request.url).searchParams);
      const at = { roles, rules, now: now() };
      const all = roles.rolesOf(person).map((answer) => offeredRole(answer, person, at));
      const { page, next } = pageOf(all.filter((role) => isWanted(role, wanted)).toSorted(byName), wanted);
      const text = jsonText({ Roles: page, ...(next !== undefined && { Next: next }) }, "one-line");
      return conditional(request, text);
    },
  };
}

interface Wanted {
  readonly part: string;
  readonly closed: boolean;
  readonly limit: number;
  readonly after: string | undefined;
}

function wantedOf(parameters: URLSearchParams): Wanted {
  const limit = Number(parameters.get("limit") ?? MOST_ROLES);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROLES) {
    throw new HttpRefusal(400, "invalid_request", `limit must be a number from 1 to ${MOST_ROLES}`);
  }
  return {
    part: (parameters.get("q") ?? "").toLowerCase(),
    closed: parameters.get("closed") === "1",
    limit,
    after: parameters.get("after") ?? undefined,
  };
}

function isWanted({ Name, AccountName = "", Usable }: OfferedRole, { part, closed }: Wanted): boolean {
  if (Usable === "no" && !closed) return false;
  return part === "" || Name.toLowerCase().includes(part) || AccountName.toLowerCase().includes(part);
}

function pageOf(
  all: readonly OfferedRole[],
  { after, limit }: Wanted,
): { readonly page: readonly OfferedRole[]; readonly next: string | undefined } {
  const rest = after === undefined ? all : all.filter(({ Name }) => Name > after);
  const page = rest.slice(0, limit);
  return { page, next: rest.length > limit ? page.at(-1)?.Name : undefined };
}

function byName({ Name: one }: OfferedRole, { Name: other }: OfferedRole): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Nobody may keep it for others, but who has it already need not get it again. */
function conditional(request: Request, text: string): Response {
  const headers = { etag: `"${SHA256.hash(text, "base64url")}"`, "cache-control": "no-store" };
  const known =
    request.headers
      .get("if-none-match")
      ?.split(",")
      .map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  if (known.includes(headers.etag)) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, "content-type": "application/json" } });
}
