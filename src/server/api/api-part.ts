import type { Lender } from "../lending/lender.ts";
import type { ServerPart } from "../server-part.ts";
import { AskingLimit } from "./asking-limit.ts";
import { assumeRoleRoute } from "./assume-role.ts";
import { type ListingParts, listRolesRoute } from "./list-roles.ts";
import { type MozillaParts, mozillaRoutes } from "./mozilla-routes.ts";

export interface ApiNeeds extends ListingParts {
  readonly lender: Pick<Lender, "lend">;
  /** Absent: clients of Mozilla's server are not answered. */
  readonly mozilla?: Omit<MozillaParts, "bouncer" | "roles">;
}

/** What programs of users ask: Mairu's API and Mozilla's. `/roles` is in both, with another method. */
export function createApiPart({ lender, mozilla, ...listing }: ApiNeeds): ServerPart {
  const limit = new AskingLimit(() => performance.now());
  const limited = { ...listing, bouncer: limit.bouncer(listing.bouncer) };
  return {
    name: "api",
    routes: [
      assumeRoleRoute(listing.bouncer, lender),
      listRolesRoute(limited),
      ...(mozilla ? mozillaRoutes({ ...limited, ...mozilla, idTokens: limit.idTokens(mozilla.idTokens) }) : []),
    ],
  };
}
