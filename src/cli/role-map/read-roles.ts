import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ActasError } from "../../base/errors.ts";
import { systemError } from "../../base/system-error.ts";
import { MAP_FILE } from "../../role-map/built/build-map.ts";
import { type BuiltMap, mapInText } from "../../role-map/built/built-map.ts";
import { isDirectory } from "../../system/is-directory.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import { type RoleInText, rolesInText } from "../../trust-policies/roles-in-text.ts";
import { parseTrustPolicy } from "../../trust-policies/trust-policy.ts";

/**
 * The roles in a file, in a map that was built, or in standard input for `-`.
 *
 * @throws {ActasError} `system` when it cannot be read, `usage` when it is about no role
 */
export async function readRoles(file: string): Promise<readonly RoleInText[]> {
  const text = await textOf(mapOrFile(file), "trust policy");
  const map = mapInText(text);
  return typeof map === "string" ? rolesFrom(text, file) : rolesOf(map);
}

/** The map in a folder of one; else the file itself. */
export function mapOrFile(file: string): string {
  return file !== "-" && isDirectory(file) ? join(file, MAP_FILE) : file;
}

function rolesOf({ accounts }: BuiltMap): readonly RoleInText[] {
  return accounts.flatMap(({ account, scanned }) =>
    (scanned?.roles ?? []).map(({ arn, trustPolicy }) => ({
      arn,
      accountId: account.id,
      policy: parseTrustPolicy(trustPolicy),
    })),
  );
}

/** The same of a text that was read. @param file - for messages */
export function rolesFrom(text: string, file: string): readonly RoleInText[] {
  const roles = rolesInText(text);
  if (typeof roles !== "string") return roles;
  throw new ActasError("usage", `cannot read a trust policy in ${placeOf(file)}: ${roles}`, {
    hints: ["`aws iam get-role --role-name NAME` prints one, and `aws iam list-roles` all of an account"],
  });
}

/** The whole text of a file, or of standard input for `-`. @throws {ActasError} */
export async function textOf(file: string, what: string): Promise<string> {
  try {
    if (file !== "-") return readFileSync(file, "utf8");
  } catch (error) {
    throw systemError(error, `read a ${what} in ${file}`);
  }
  if (!isTerminal(0)) return Bun.stdin.text();
  throw new ActasError("usage", `cannot read a ${what} from standard input: it is a terminal`, {
    hints: ["`aws iam get-role --role-name NAME | actas role-map check -` checks a role"],
  });
}

export function placeOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

/** @throws {ActasError} `usage` */
export function requireAccount(account: string): void {
  if (/^\d{12}$/.test(account)) return;
  throw new ActasError("usage", `cannot take "${account}" for an account: its number has 12 digits`);
}
