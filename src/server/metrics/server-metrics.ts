import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from "prom-client";
import { VERSION } from "../../base/version.ts";
import type { JobCount } from "../jobs/job-queue.ts";
import type { Access } from "../listener/access-log.ts";

/** What is counted elsewhere, and asked for when somebody looks. */
export interface Gauged {
  readonly jobs: () => Promise<readonly JobCount[]>;
  /** The number of the last record of the audit trail. */
  readonly auditRecords: () => Promise<number>;
  readonly isReady: () => Promise<boolean>;
}

/** In seconds. A list comes from memory; a loan asks STS. */
const BUCKETS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The metrics of a replica. No label has a name of a person, a role or an address. */
export class ServerMetrics {
  readonly #registry = new Registry<OpenMetricsContentType>();
  readonly #requests: Counter<"route" | "method" | "status">;
  readonly #seconds: Histogram<"route">;

  constructor(gauged: Gauged) {
    this.#registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: "actas_requests",
      help: "Requests that were answered.",
      labelNames: ["route", "method", "status"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "actas_request_seconds",
      help: "How long an answer took.",
      labelNames: ["route"],
      buckets: BUCKETS,
      registers,
    });
    new Gauge({ name: "actas_build_info", help: "The version that runs.", labelNames: ["version"], registers }).set(
      { version: VERSION },
      1,
    );
    addGauges(gauged, registers);
  }

  answered({ route, method, status, milliseconds }: Access): void {
    this.#requests.inc({ route, method, status });
    this.#seconds.observe({ route }, milliseconds / 1_000);
  }

  /** In the OpenMetrics format. */
  async response(): Promise<Response> {
    return new Response(await this.#registry.metrics(), { headers: { "content-type": this.#registry.contentType } });
  }
}

function addGauges(gauged: Gauged, registers: Registry<OpenMetricsContentType>[]): void {
  new Gauge({
    name: "actas_ready",
    help: "Whether this replica can answer: 1 or 0.",
    registers,
    async collect() {
      this.set((await gauged.isReady()) ? 1 : 0);
    },
  });
  new Gauge({
    name: "actas_jobs",
    help: "Jobs in the database, by what they wait for; those given up stay until somebody removes them.",
    labelNames: ["kind", "state"],
    registers,
    async collect() {
      this.reset();
      for (const { kind, ...states } of await gauged.jobs().catch(() => []))
        for (const state of ["waiting", "running", "failed"] as const) this.set({ kind, state }, states[state]);
    },
  });
  new Gauge({
    name: "actas_audit_records",
    help: "Records in the audit trail of all replicas.",
    registers,
    async collect() {
      const records = await gauged.auditRecords().catch(() => undefined);
      if (records !== undefined) this.set(records);
    },
  });
  new Gauge({
    name: "actas_resident_memory_bytes",
    help: "Memory of this process.",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
}
