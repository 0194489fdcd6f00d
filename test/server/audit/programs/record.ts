/* A replica that puts down records: `DATABASE_URL`, its name, how many, and the file. */
import { Clock } from "../../../../src/base/clock.ts";
import { AuditFile } from "../../../../src/server/audit/audit-file.ts";
import { KeptAuditTrail } from "../../../../src/server/audit/kept-audit-trail.ts";
import { openTestDatabase } from "../../../support/postgres/open-test-database.ts";

const [replica = "", count = "0", path = ""] = process.argv.slice(2);
const database = await openTestDatabase(process.env.DATABASE_URL ?? "");
const file = new AuditFile(path);
file.prepare();
const trail = new KeptAuditTrail({ database, file, clock: new Clock(), log: () => {}, replica });
// As requests come: some at once, some after others.
const one = async (from: number): Promise<void> => {
  for (let number = from; number < Number(count); number += 20)
    await trail.record({
      event: "issued",
      requestId: `${replica}-${number}`,
      subject: "ana",
      role: "arn:aws:iam::1:role/Dev",
    });
};
await Promise.all(Array.from({ length: 20 }, (_, from) => one(from)));
await database.close();
