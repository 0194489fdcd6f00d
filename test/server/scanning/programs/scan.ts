import { openTestDatabase } from "../../../support/postgres/open-test-database.ts";
import { scanningPart } from "../part-of-sandbox.ts";

/** A replica that scans until it is ended: DATABASE_URL, the sandbox's address, its name. */
const [, , sandboxUrl = "", name = ""] = process.argv;
const database = await openTestDatabase(process.env.DATABASE_URL ?? "");
const part = scanningPart(database, sandboxUrl, { organization: {}, atOnce: 4 }, name, (line) => console.error(line));
await part.work?.(new AbortController().signal);
