import { isStandIn } from "../../agent-api/grants-folder.ts";
import {
  EXPORTED_CREDENTIALS,
  FILE_STAND_INS,
  REQUEST_VARIABLES,
  type RequestEnvironment,
} from "../../base/credential-request.ts";
import { homeInUserDatabase } from "../../system/user-database.ts";
import { broughtVariables } from "./brought-variables.ts";
import { workingDirectory } from "./working-directory.ts";

/**
 * The variables of this command that affect what a target means; relative file names become absolute. If HOME is not
 * set, it is taken from the user database: otherwise the agent would use its own HOME, which may differ.
 *
 * @param without - variables that say nothing about the target that is meant
 */
export function requestEnvironment(without: ReadonlySet<string> = broughtVariables()): RequestEnvironment {
  const chosen: Record<string, string> = {};
  for (const name of REQUEST_VARIABLES) {
    // Most are not set, and need no work.
    const value = process.env[name];
    const meant = value && !without.has(name) && meantBy(name, value);
    if (meant) chosen[name] = meant;
  }
  const home = chosen.HOME ?? homeInUserDatabase();
  if (home) chosen.HOME = home;
  return chosen;
}

function meantBy(name: string, value: string): string | undefined {
  if (name === "ACTAS_MAWS_CONFIG") return absoluteList(name, value);
  if (!namesFile(name)) return OTHER_FILES.includes(name) ? absolute(name, value) : value;
  const path = usersOwn(name, value);
  return path && absolute(name, path);
}

/** Variables may name files of a grant, or what `export --shared` has written: they give way to the user's own files. */
function usersOwn(name: keyof typeof FILE_STAND_INS, path: string): string | undefined {
  return path.endsWith(EXPORTED_CREDENTIALS) || isStandIn(path) ? process.env[FILE_STAND_INS[name]] : path;
}

function namesFile(name: string): name is keyof typeof FILE_STAND_INS {
  return name in FILE_STAND_INS;
}

/** Variables that name a file of certificate authorities, or the one with a token. */
const OTHER_FILES: readonly string[] = [
  "AWS_CA_BUNDLE",
  "NODE_EXTRA_CA_CERTS",
  "SSL_CERT_FILE",
  "AWS_WEB_IDENTITY_TOKEN_FILE",
];

/** Several files, with colons between. */
function absoluteList(name: string, paths: string): string {
  return paths
    .split(":")
    .map((path) => absolute(name, path))
    .join(":");
}

/** Like botocore, it expands variables within a path; `~ana` is left for the agent to refuse. */
function absolute(name: string, path: string): string {
  const expanded = path.includes("$") ? path.replace(/\$(?:(\w+)|\{(\w+)\})/g, valueOfVariable) : path;
  if (expanded.startsWith("/") || expanded.startsWith("~")) return expanded;
  return `${workingDirectory(`read ${expanded}, which ${name} names`)}/${expanded}`;
}

function valueOfVariable(reference: string, plain?: string, inBraces?: string): string {
  return process.env[plain ?? inBraces ?? ""] ?? reference;
}
