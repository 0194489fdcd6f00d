import { reasonOf } from "../../base/system-error.ts";
import { pause } from "../jobs/pause.ts";
import { only } from "../metrics/measures.ts";
import type { ServerPart } from "../server-part.ts";
import type { ServerTools } from "../server-tools.ts";
import { LiveMap } from "./live-map.ts";
import type { RoleJudging } from "./role-judging.ts";

/** Changes are seen at the latest after so long. */
const POLL_MS = 15_000;

export interface RolesPart extends ServerPart {
  readonly map: LiveMap;
}

/** Keeps the map in memory as the database has it. */
export function createRolesPart(
  { clock, database, log }: Pick<ServerTools, "clock" | "database" | "log">,
  judging: RoleJudging,
  { pollMs = POLL_MS }: { readonly pollMs?: number } = {},
): RolesPart {
  const map = new LiveMap(database, { ...judging, now: clock.now });
  return {
    name: "roles",
    routes: [],
    map,
    gauges: {
      actas_map_version: () => (map.extent ? only(map.version) : []),
      actas_map_accounts: () => (map.extent ? only(map.extent.accounts) : []),
      actas_map_roles: () => (map.extent ? only(map.extent.roles) : []),
      actas_map_age_seconds: () => {
        const oldest = map.extent?.oldest;
        return oldest === undefined ? [] : only(Math.max(0, clock.now() - oldest) / 1_000);
      },
    },
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
