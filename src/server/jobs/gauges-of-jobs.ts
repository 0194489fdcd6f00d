import type { Gauges } from "../metrics/measures.ts";
import type { Database } from "../store/database.ts";
import { JobQueue } from "./job-queue.ts";

const STATES = ["waiting", "running", "failed"] as const;

/** How many jobs there are, and how late they are. */
export function gaugesOfJobs(database: Database): Gauges {
  const queue = new JobQueue(database, "metrics");
  return {
    actas_jobs: async () =>
      (await queue.counts()).flatMap((count) =>
        STATES.map((state) => ({ labels: { kind: count.kind, state }, value: count[state] })),
      ),
    actas_job_delay_seconds: async () =>
      (await queue.counts()).map(({ delay, kind }) => ({ labels: { kind }, value: delay })),
  };
}
