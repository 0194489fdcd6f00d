/* Adds lines to the file, and says of each that it counts. */
import { writeSync } from "node:fs";
import { AuditFile } from "../../../../src/server/audit/audit-file.ts";

using file = new AuditFile(process.argv[2] ?? "");
for (const number of [1, 2, 3]) {
  await file.add([`line ${number}`]);
  writeSync(1, `counts ${number}\n`);
}
