import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { createLendingPart } from "../../src/server/lending/lending-part.ts";
import type { Database } from "../../src/server/store/database.ts";
import { apiOf } from "../../test/support/lending/api-of.ts";
import { Front } from "../../test/support/lending/front.ts";
import { ListedRoles } from "../../test/support/lending/listed-roles.ts";

// The paths of the team server that lend and list, with people and roles that are made up, and no database.
const [sts = "", keyFile = "", roleCount = "0"] = process.argv.slice(2);
const front = new Front();
const roles = new ListedRoles();
for (let at = 0; at < Number(roleCount); at++)
  roles.add(`arn:aws:iam::111122223333:role/Role${at}`, { mode: "mint", group: "dev", accountName: "Main" });
const clock = new Clock();
const lending = createLendingPart(
  {
    database: {} as Database,
    audit: { record: async () => {} },
    clock,
    log: () => {},
    url: front.url,
    replica: "bench",
  },
  {
    issuer: { keyFile },
    rules: [{ effect: "allow", groups: ["dev"], roles: ["*"] }],
    limits: {
      person: { burst: 1e9, perMinute: 1e9 },
      role: { burst: 1e9, perMinute: 1e9 },
      all: { burst: 1e9, perMinute: 1e9 },
    },
  },
  {
    roles,
    ownCredentials: async () => ({ accessKeyId: "AKIABENCH", secretAccessKey: new Secret("bench") }),
    endpoints: { sts },
    askForScan: async () => {},
  },
);
front.parts = [lending, apiOf(lending, roles, clock)];
console.log(front.url);
