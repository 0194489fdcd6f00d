import { HttpRefusal } from "../http-refusal.ts";
import type { PagePeople } from "../people/authorization/create-own-people.ts";
import { isAdmin } from "../people/is-admin.ts";
import { foreignForm } from "../people/pages/foreign-form.ts";
import { isOwnForm } from "../people/pages/own-form.ts";
import { messagePage, PAGE_HEADERS, pageResponse } from "../people/pages/page.ts";
import type { ClientFacts, Route, ServerPart } from "../server-part.ts";
import type { ServerTools } from "../server-tools.ts";
import { accountsPage } from "./accounts-page.ts";
import { type AdminPage, adminPage, type TitledBody } from "./admin-frame.ts";
import { findingsPage } from "./findings-page.ts";
import { loansPage } from "./loans-page.ts";
import { pageQuery } from "./page-query.ts";
import { type RoleJudges, rolePage } from "./role-page.ts";
import { rolesPage } from "./roles-page.ts";

interface Needs extends RoleJudges {
  readonly people: PagePeople;
  /** Groups of the administrators; none: nobody sees the pages. */
  readonly admins: readonly string[];
}

/**
 * The pages for administrators, which only show. They are HTML without a script; whoever looks has signed in at the
 * OpenID provider, and is in a group of administrators as of a minute ago.
 */
export function createAdminPart({ database, url }: Pick<ServerTools, "database" | "url">, needs: Needs): ServerPart {
  const { admins, people } = needs;
  const { origin, pathname } = new URL(url);
  const base = `${pathname}admin`;
  type Body = (url: string) => Promise<string | TitledBody>;
  const shown = (page: AdminPage, body: Body) => async (request: Request, client: ClientFacts) => {
    const person = await people.personOf(request);
    if (!person) return people.signIn(client);
    if (!isAdmin(person, admins)) return noAdministrator(person.name);
    return pageResponse(adminPage({ base, person }, page, await body(request.url)));
  };
  const get = (path: string, answer: Route["answer"]): Route => ({ method: "GET", path: `/admin${path}`, answer });
  const routes: Route[] = [
    get("", () => new Response(null, { status: 303, headers: { ...PAGE_HEADERS, location: `${base}/accounts` } })),
    get(
      "/accounts",
      shown("accounts", (asked) => accountsPage(database, base, pageQuery(asked))),
    ),
    get(
      "/findings",
      shown("findings", (asked) => findingsPage(database, base, pageQuery(asked))),
    ),
    get(
      "/roles",
      shown("roles", (asked) => rolesPage(database, base, pageQuery(asked))),
    ),
    get(
      "/role",
      shown("roles", (asked) => rolePage(database, base, needs, asked)),
    ),
    get(
      "/loans",
      shown("loans", (asked) => loansPage(database, base, pageQuery(asked))),
    ),
    get("/signed-out", () => pageResponse(messagePage("You are signed out", "Close this window."))),
    {
      method: "POST",
      path: "/admin/sign-out",
      answer: (request) => (isOwnForm(request, origin) ? people.signOut(request) : foreignForm()),
    },
  ];
  return { name: "administrators' pages", routes: routes.map(asPages) };
}

/** Refusals are for people here. */
function asPages(route: Route): Route {
  return {
    ...route,
    answer: async (request, client) => {
      try {
        return await route.answer(request, client);
      } catch (error) {
        if (!(error instanceof HttpRefusal)) throw error;
        return pageResponse(messagePage("This page cannot be shown", error.message), error.status);
      }
    },
  };
}

function noAdministrator(name: string): Response {
  const reason = `You are signed in as ${name}, who is in no group of administrators.`;
  const remedy = "The groups are `admins` in the configuration of this server.";
  return pageResponse(messagePage("These pages are for administrators", reason, remedy), 403);
}
