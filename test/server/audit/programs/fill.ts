/* A replica whose disk is full: `DATABASE_URL` and the file. Says for each record whether it was taken, and whether the replica is ready. */
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Clock } from "../../../../src/base/clock.ts";
import { AuditFile } from "../../../../src/server/audit/audit-file.ts";
import { KeptAuditTrail } from "../../../../src/server/audit/kept-audit-trail.ts";
import { openTestDatabase } from "../../../support/postgres/open-test-database.ts";

/** Longer than a page, of which a file on a full disk may have some left. */
const LONG = "x".repeat(1_900);
const [path = ""] = process.argv.slice(2);
const database = await openTestDatabase(process.env.DATABASE_URL ?? "");
const file = new AuditFile(path);
file.prepare();
const trail = new KeptAuditTrail({ database, file, clock: new Clock(), log: () => {}, replica: "a" });
const outcome = async (requestId: string): Promise<string> =>
  trail.record({ event: "intent", requestId, reason: LONG, why: LONG, name: LONG }).then(
    () => "taken",
    (error) => `${error.status} ${error.message}`,
  );

const ready = async (): Promise<string> => `ready: ${await trail.takesRecords()}`;

const filler = join(dirname(path), "filler");
console.log(await outcome("before"));
fillDisk();
console.log(await ready());
console.log(await outcome("full"));
console.log(await ready(), await ready());
await Bun.file(filler).unlink();
// Nobody asks for a loan of a replica that is not ready.
console.log(await ready());
console.log(await outcome("after"));
await database.close();

function fillDisk(): void {
  for (const size of [16_384, 1_024, 64, 1])
    for (let isFull = false; !isFull; )
      try {
        writeFileSync(filler, "x".repeat(size), { flag: "a" });
      } catch {
        isFull = true;
      }
}
