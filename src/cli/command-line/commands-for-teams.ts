import { roleMap } from "../definitions/role-map.ts";
import { server } from "../definitions/server.ts";
import type { TableEntry } from "./table-entry.ts";

/** What those who run things for a team use. */
export const COMMANDS_FOR_TEAMS: readonly TableEntry[] = [
  {
    name: "role-map",
    summary: "say who gets a role by its trust policy, and what is wrong with it",
    heading: "Set up and look after",
    definition: roleMap,
  },
  {
    name: "server",
    summary: "run a server that lends roles to a team, and look after it",
    heading: "Set up and look after",
    definition: server,
  },
];
