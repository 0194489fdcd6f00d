import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { REGION } from "../home/home-section.ts";
import { PRODUCTION, READABLE } from "./team-members.ts";
import { BROKER_EXTERNAL_ID, CLIENT_SECRET, SERVER_ROLE, TEAM_CLIENT, TEAM_PATH } from "./team-settings.ts";

/** Below the home directory: the folder of the team's server. */
export const SERVER_FOLDER = "server";
/** Below the home directory: the configuration of the team's server. */
export const SERVER_CONFIG = `${SERVER_FOLDER}/actas-server.json`;
/** Below the home directory: what the team's server says. */
export const SERVER_LOG = `${SERVER_FOLDER}/server.log`;
/** Below the home directory: a line for each request that it has answered. */
export const ACCESS_LOG = `${SERVER_FOLDER}/access.log`;

/**
 * The files of a team's server, by their path below the home directory: a configuration as any server has it, and the
 * secrets that it names.
 *
 * @param url - `http://127.0.0.1:PORT` of the sandbox
 * @param serverUrl - with a slash at its end
 */
export function serverFiles(home: string, url: string, serverUrl: string): Readonly<Record<string, string>> {
  return {
    [SERVER_CONFIG]: `${JSON.stringify(configurationOf(home, url, serverUrl), null, 2)}\n`,
    [`${SERVER_FOLDER}/people.key`]: `${randomBytes(32).toString("base64")}\n`,
    [`${SERVER_FOLDER}/client-secret`]: `${CLIENT_SECRET}\n`,
  };
}

function configurationOf(home: string, url: string, serverUrl: string): object {
  const file = (name: string): string => join(home, SERVER_FOLDER, name);
  return {
    url: serverUrl,
    listen: { port: Number(new URL(serverUrl).port), drainSeconds: 0 },
    database: { folder: file("database"), kind: "embedded" },
    audit: { file: file("audit.jsonl") },
    people: {
      keyFile: file("people.key"),
      provider: { issuer: url + TEAM_PATH, clientId: TEAM_CLIENT, clientSecretFile: file("client-secret") },
    },
    accounts: { organization: {} },
    admins: ["platform-admins"],
    lending: {
      region: REGION,
      issuer: { keyFile: file("issuer.json") },
      broker: { roleArn: SERVER_ROLE, externalId: BROKER_EXTERNAL_ID },
      rules: RULES,
    },
  };
}

const RULES = [
  {
    effect: "allow",
    groups: ["developers"],
    roles: ["ReadOnly", "Developer", "Deploy", "Research"],
    accounts: READABLE,
    maxSeconds: 14_400,
  },
  { effect: "allow", name: "on call", groups: ["on-call"], roles: ["Operator"] },
  { effect: "allow", groups: ["data-science"], roles: ["Analyst", "Research", "Export", "Report"] },
  // Roles of administrators are lent by a rule that names them and their account.
  { effect: "allow", groups: ["platform-admins"], roles: ["Admin"], accounts: [PRODUCTION] },
  {
    effect: "deny",
    name: "no production for contractors",
    groups: ["contractors"],
    roles: ["*"],
    accounts: [PRODUCTION],
  },
];
