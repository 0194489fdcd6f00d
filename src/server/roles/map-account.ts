import { parseRoleArn } from "../../base/arn.ts";
import type { KnownRole } from "./role-map.ts";

/** An account of the organization, as the map holds it. */
export interface MapAccount {
  readonly id: string;
  readonly partition: string;
  /** Of the organization's list. */
  readonly name?: string;
  readonly aliases: readonly string[];
  /** Milliseconds since the epoch. Scans that find nothing new move it. */
  scannedAt: number;
  /** Client ids by the URL of their OpenID provider, without `https://`. */
  readonly providers: ReadonlyMap<string, readonly string[]>;
  /**
   * All roles, in one text, because a million objects take some hundred megabytes: for each a line
   * `NAME PATH MAX_SESSION_SECONDS`, with a line's end before it too.
   */
  readonly packed: string;
}

/** Packs the roles of an account. */
export function packRoles(
  roles: Iterable<{ readonly name: string; readonly path: string; readonly maxSessionSeconds: number }>,
): string {
  const lines = Array.from(roles, ({ maxSessionSeconds, name, path }) => `${name} ${path} ${maxSessionSeconds}`);
  return `\n${lines.join("\n")}\n`;
}

/** A role of an account, by its name; `undefined` if it has none of that name. */
export function roleIn(account: MapAccount, name: string): KnownRole | undefined {
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) return undefined;
  const start = account.packed.indexOf(`\n${name} `);
  if (start < 0) return undefined;
  const line = account.packed.slice(start + 1, account.packed.indexOf("\n", start + 1));
  const [, path = "/", seconds = ""] = line.split(" ");
  return knownRole(account, { name, path, maxSessionSeconds: Number(seconds) });
}

/** A role with its ARN made of its parts. `undefined`: they make none. */
function knownRole(
  account: MapAccount,
  { maxSessionSeconds, name, path }: Pick<KnownRole, "maxSessionSeconds" | "name" | "path">,
): KnownRole | undefined {
  const { aliases, id, name: accountName, partition } = account;
  const [alias] = aliases;
  const arn = `arn:${partition}:iam::${id}:role${path}${name}`;
  if (parseRoleArn(arn)?.roleName !== name) return undefined;
  return {
    arn,
    accountId: id,
    ...(accountName !== undefined && { accountName }),
    ...(alias !== undefined && { alias }),
    path,
    name,
    maxSessionSeconds,
    get scannedAt() {
      return account.scannedAt;
    },
  };
}
