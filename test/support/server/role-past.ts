import type { ScannedAccount } from "../../../src/role-map/scanned-account.ts";
import { writeAccount } from "../../../src/server/scanning/write-account.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { OUR_PROVIDER } from "./made-up-map.ts";
import { ACCOUNT } from "./role-world.ts";

/** What a scan has found: the statements of each role's trust policy by the role's name. */
export type FoundRoles = Readonly<Record<string, readonly object[]>>;

export interface Found {
  readonly roles: FoundRoles;
  /** Clients of the server's own provider; absent: AWS's. `none`: the account has no such provider. */
  readonly clients?: readonly string[] | "none";
  /** AWS's own id of all the roles. */
  readonly roleId?: string;
}

/** Has a scan find this in the account of the tests at a time, and returns the version of the map since which it counts. */
export async function foundAt(database: Database, at: string, found: Found): Promise<number> {
  const version = await database.transaction(async (queries) => {
    await writeAccount(queries, scanned(found, Date.parse(at)), undefined);
    const [row] = await queries.query<{ version: number }>("SELECT version FROM map_version");
    return Number(row?.version);
  });
  for (const table of ["role_history", "provider_history"]) {
    await database.query(`UPDATE ${table} SET changed_at = $1 WHERE version = $2`, [new Date(at), version]);
  }
  return version;
}

function scanned({ clients = ["sts.amazonaws.com"], roleId = "AROAONE", roles }: Found, at: number): ScannedAccount {
  const arn = `arn:aws:iam::${ACCOUNT}:oidc-provider/${OUR_PROVIDER}`;
  return {
    account: { id: ACCOUNT, auditRoleArn: `arn:aws:iam::${ACCOUNT}:role/audit`, name: "Shop" },
    aliases: [],
    providers: clients === "none" ? [] : [{ arn, url: OUR_PROVIDER, clientIds: clients }],
    roles: Object.entries(roles).map(([name, statements]) => ({
      arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      roleId,
      path: "/",
      name,
      maxSessionSeconds: 3600,
      trustPolicy: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
    })),
    scannedAt: at,
  };
}
