import { reasonOf } from "../../base/system-error.ts";
import { pause } from "../jobs/pause.ts";
import type { Person } from "../people/person.ts";
import type { ServerPart } from "../server-part.ts";
import type { ServerTools } from "../server-tools.ts";
import { type AskingWay, type BrokerWay, type MintWay, providerOf } from "./asking-way.ts";
import { LiveMap } from "./live-map.ts";
import type { KnownRole, RequestFactsOfRole } from "./role-map.ts";
import type { RolesSettings } from "./roles-settings.ts";

/** Changes are seen at the latest after so long. */
const POLL_MS = 15_000;

export interface RolesNeeds {
  /** How this server lends, the best first. */
  readonly lends: readonly (MintWay | BrokerWay)[];
  /** What a loan would be called in AWS, so that lists say what lending will. */
  readonly expected?: (person: Person, role: KnownRole) => RequestFactsOfRole;
  readonly pollMs?: number;
}

export interface RolesPart extends ServerPart {
  readonly map: LiveMap;
}

/** Keeps the map in memory as the database has it. */
export function createRolesPart(
  { clock, database, log }: Pick<ServerTools, "clock" | "database" | "log">,
  { acknowledged = [], pass }: RolesSettings,
  { expected, lends, pollMs = POLL_MS }: RolesNeeds,
): RolesPart {
  const ways: readonly AskingWay[] = [
    ...lends,
    ...(pass ? [{ mode: "pass" as const, provider: providerOf(pass.issuer), audience: pass.clientId }] : []),
  ];
  const map = new LiveMap(database, {
    ways,
    now: clock.now,
    acknowledged: new Set(acknowledged),
    ...(expected && { expected }),
  });
  return {
    name: "roles",
    routes: [],
    map,
    notReady: async () => (map.version < 0 ? "the map of roles is being read" : undefined),
    async work(signal) {
      while (!signal.aborted) {
        try {
          await map.refresh();
        } catch (error) {
          log(`cannot read the map of roles, and goes on with what it has: ${reasonOf(error)}`);
        }
        await pause(pollMs, signal);
      }
    },
  };
}
