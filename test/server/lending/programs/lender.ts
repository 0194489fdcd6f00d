/* A replica that lends `Dev`: `DATABASE_URL`, its port, STS, the file with the issuer's keys, and limits. Prints its address. */
import { Clock } from "../../../../src/base/clock.ts";
import { KeptAuditTrail } from "../../../../src/server/audit/kept-audit-trail.ts";
import { createLendingPart } from "../../../../src/server/lending/lending-part.ts";
import { apiOf } from "../../../support/lending/api-of.ts";
import { Front } from "../../../support/lending/front.ts";
import { ListedRoles } from "../../../support/lending/listed-roles.ts";
import { openTestDatabase } from "../../../support/postgres/open-test-database.ts";

/** A test asks far more often than a person. */
const MANY = { burst: 100_000, perMinute: 100_000 };
const [port = "0", sts = "", keyFile = "", limits = "{}"] = process.argv.slice(2);
const database = await openTestDatabase(process.env.DATABASE_URL ?? "");
const clock = new Clock();
const front = new Front(Number(port));
const shared = { clock, log: () => {}, replica: `${process.pid}` };
const audit = new KeptAuditTrail({ database, ...shared });
const roles = new ListedRoles();
roles.add("arn:aws:iam::111122223333:role/Dev", { mode: "mint", group: "dev" });
const lending = createLendingPart(
  { ...shared, database, audit, url: front.url },
  {
    issuer: { keyFile },
    rules: [{ effect: "allow", groups: ["dev"], roles: ["*"] }],
    limits: { person: MANY, role: MANY, all: MANY, ...JSON.parse(limits) },
  },
  {
    roles,
    ownCredentials: () => Promise.reject(new Error("it has no role")),
    endpoints: { sts },
    askForScan: async () => {},
  },
);
front.parts = [lending, apiOf(lending, roles, clock)];
console.log(front.url);
