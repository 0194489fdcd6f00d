import { isRenewedCredentials } from "../../agent-api/grants-folder.ts";
import { FILE_STAND_INS } from "../../base/credential-request.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { broughtVariables, markBrought } from "./brought-variables.ts";

/**
 * The changes to this command's environment. An endpoint that the user has set stays; variables for another identity
 * that the agent does not know about are removed.
 */
export function environmentChanges(environment: EnvironmentChanges): EnvironmentChanges {
  const changes: Record<string, string | null> = {};
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("AWS_") && namesIdentity(name)) changes[name] = null;
  }
  // A code is used up once it has been taken: a second command of ours would be refused with it.
  if (process.env.ACTAS_MFA_CODE) changes.ACTAS_MFA_CODE = null;
  // What is kept fresh for one program would outrank what another one that it starts is given.
  if (isRenewedCredentials(process.env.AWS_SHARED_CREDENTIALS_FILE ?? ""))
    changes.AWS_SHARED_CREDENTIALS_FILE = process.env[FILE_STAND_INS.AWS_SHARED_CREDENTIALS_FILE] || null;
  for (const name of OPTIONS_OF_JAVA) {
    const options = process.env[name];
    const rest = options?.includes("-Daws.") ? withoutIdentity(options) : options;
    if (rest !== undefined && rest !== options) changes[name] = rest;
  }
  const brought = broughtVariables();
  for (const name of Object.keys(environment)) {
    const isUsers = process.env[name] && !brought.has(name);
    if (!name.startsWith("AWS_ENDPOINT_URL") || !isUsers) changes[name] = environment[name] ?? null;
  }
  return markBrought(changes, brought);
}

/** botocore and the JS SDK look for a token under each service's name, the Serverless Framework for keys of each stage. */
function namesIdentity(name: string): boolean {
  if (name.startsWith("AWS_BEARER_TOKEN_")) return true;
  for (const ending of OF_A_STAGE) if (name.endsWith(ending)) return true;
  return false;
}

const OF_A_STAGE = ["_ACCESS_KEY_ID", "_SECRET_ACCESS_KEY", "_SESSION_TOKEN", "_PROFILE"];

/** Variables read by every JVM, or by the tools that start one. */
const OPTIONS_OF_JAVA = [
  "JAVA_TOOL_OPTIONS",
  "JDK_JAVA_OPTIONS",
  "_JAVA_OPTIONS",
  "JAVA_OPTS",
  "MAVEN_OPTS",
  "GRADLE_OPTS",
];

/** The SDKs for Java look for credentials among the system properties before they look anywhere else. */
function withoutIdentity(options: string): string {
  return options.replace(
    /["']?-Daws\.(?:accessKeyId|secret\w+|sessionToken|accountId|profile|sharedCredentialsFile|configFile|role\w+|webIdentity\w+|container\w+)=(?:"[^"]*"|'[^']*'|[^\s"'])*["']?/g,
    "",
  );
}
