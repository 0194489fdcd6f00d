/* A replica: takes jobs until it is told to end. `DATABASE_URL`, and its name as the argument. */
import { JobQueue } from "../../../../src/server/jobs/job-queue.ts";
import { workOnJobs } from "../../../../src/server/jobs/work-on-jobs.ts";
import { openTestDatabase } from "../../../support/postgres/open-test-database.ts";

const [replica = "nobody"] = process.argv.slice(2);
const database = await openTestDatabase(process.env.DATABASE_URL ?? "");
const stop = new AbortController();
process.on("SIGTERM", () => stop.abort());
const working = workOnJobs(
  new JobQueue(database, replica),
  {
    handlers: {
      count: {
        run: (job) =>
          database.transaction(async (queries) => {
            await queries.query("INSERT INTO done (number, replica) VALUES ($1, $2)", [job.payload.number, replica]);
            await job.finish(queries);
          }),
      },
      // One that never ends by itself, so that whoever has it can be killed while it runs.
      hang: {
        run: async (job) => {
          await database.query("INSERT INTO hanging (replica, attempts) VALUES ($1, $2)", [replica, job.attempts]);
          if (job.attempts === 1) await new Promise(() => {});
        },
      },
    },
    atOnce: 4,
    log: () => {},
    leaseMs: 1_500,
    lookEveryMs: 50,
  },
  stop.signal,
);
console.log("works");
await working;
await database.close();
process.exit(0);
