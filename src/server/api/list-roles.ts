import { SHA256 } from "bun";
import { jsonText, printable } from "../../base/printable.ts";
import { largeBody } from "../../http/large-body.ts";
import { HttpRefusal } from "../http-refusal.ts";
import type { BrokerReserve } from "../lending/broker-reserve.ts";
import type { LendingRules } from "../lending/rules/rule.ts";
import type { Bouncer } from "../people/person.ts";
import type { ListedAnswer, RoleMap } from "../roles/role-map.ts";
import type { Route } from "../server-part.ts";
import { OffersFor, type SaidOffer } from "./offers-for.ts";
import { type ReadyRole, ReadyRoles } from "./ready-roles.ts";

export interface ListingParts {
  readonly bouncer: Bouncer;
  readonly roles: RoleMap;
  readonly rules: LendingRules;
  readonly reserve: Pick<BrokerReserve, "whyNot">;
  readonly now: () => number;
}

/** A page; more would be some hundred kilobytes. */
const MOST_ROLES = 5_000;

/**
 * `GET /roles`: the roles that the person may have, or may if something is added; with `closed=1` also those that the
 * server's rules refuse, and why. `q` is a part of a name or of an account's name, `limit` the size of a page, and
 * `after` the last name of the page before.
 */
export function listRolesRoute({ bouncer, reserve, roles, rules, now }: ListingParts): Route {
  const ready = new ReadyRoles(roles, rules);
  return {
    method: "GET",
    path: "/roles",
    answer: async (request) => {
      const person = await bouncer.personOf(request, "held");
      const wanted = wantedOf(new URL(request.url).searchParams);
      ready.keepUp();
      const page = pageOf(roles.rolesOf(person), ready, new OffersFor(person, now(), reserve), wanted);
      return conditional(request, inJson(page, ready));
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

interface Page {
  readonly roles: readonly ReadyRole[];
  /** What is said of each. */
  readonly offers: readonly SaidOffer[];
  /** There are more: the last name of this page. */
  readonly next?: string;
}

function pageOf(
  found: readonly ListedAnswer[],
  ready: ReadyRoles,
  all: OffersFor,
  { after, closed, limit, part }: Wanted,
): Page {
  const roles: ReadyRole[] = [];
  const offers: SaidOffer[] = [];
  for (const answer of found) {
    const role = ready.of(answer);
    if ((after !== undefined && role.name <= after) || !has(answer, role, part)) continue;
    const offer = all.of(answer, role.rules);
    if (offer.usable === "no" && !closed) continue;
    if (roles.length === limit) return { roles, offers, next: roles.at(-1)?.name ?? "" };
    roles.push(role);
    offers.push(offer);
  }
  return { roles, offers };
}

function has({ role: { accountName = "" } }: ListedAnswer, { name }: ReadyRole, part: string): boolean {
  if (part === "") return true;
  return name.toLowerCase().includes(part) || printable(accountName).toLowerCase().includes(part);
}

const BEGIN = Buffer.from('{"Roles":[');

/** Each role is copied from where its JSON is: to make it anew takes longer than all else. */
function inJson({ next, offers, roles }: Page, ready: ReadyRoles): Buffer<ArrayBuffer> {
  const end = Buffer.from(next === undefined ? "]}" : `],"Next":${jsonText(next, "one-line")}}`);
  let length = BEGIN.length + end.length;
  for (const { end: last, start } of roles) length += last - start;
  for (const { bytes } of offers) length += bytes.length;
  const target = Buffer.alloc(length);
  let at = BEGIN.copy(target);
  for (const [index, role] of roles.entries()) {
    at = ready.write(role, target, at);
    at += offers[index]?.bytes.copy(target, at) ?? 0;
  }
  // No comma after the last.
  if (roles.length > 0) at--;
  at += end.copy(target, at);
  return target.subarray(0, at);
}

/** Nobody may keep it for others, but who has it already need not get it again. */
function conditional(request: Request, body: Buffer<ArrayBuffer>): Response {
  const headers = { etag: `"${SHA256.hash(body, "base64url")}"`, "cache-control": "no-store" };
  const known =
    request.headers
      .get("if-none-match")
      ?.split(",")
      .map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  if (known.includes(headers.etag)) return new Response(null, { status: 304, headers });
  return new Response(largeBody(body), { headers: { ...headers, "content-type": "application/json" } });
}
