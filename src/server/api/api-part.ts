import type { Lender } from "../lending/lender.ts";
import type { ServerPart } from "../server-part.ts";
import { assumeRoleRoute } from "./assume-role.ts";
import { type ListingParts, listRolesRoute } from "./list-roles.ts";
import { type MozillaParts, mozillaRoutes } from "./mozilla-routes.ts";

export interface ApiNeeds extends ListingParts, Omit<MozillaParts, "bouncer" | "roles"> {
  readonly lender: Pick<Lender, "lend">;
}

/** What programs of users ask: Mairu's API and Mozilla's. `/roles` is in both, with another method. */
export function createApiPart(needs: ApiNeeds): ServerPart {
  return {
    name: "api",
    routes: [assumeRoleRoute(needs.bouncer, needs.lender), listRolesRoute(needs), ...mozillaRoutes(needs)],
  };
}
