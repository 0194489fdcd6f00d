/** A metric, as those read about it who watch a server. */
export interface MetricDescription {
  readonly kind: "counter" | "gauge" | "histogram";
  readonly help: string;
  /** By name: what stands in it. All of it are the program's own words, and few. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of a histogram, in seconds. */
  readonly buckets?: readonly number[];
}

/** A list comes from memory; a loan asks STS. */
const OF_REQUESTS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
/** A signature from a file takes a millisecond, one of KMS some ten. */
const OF_CALLS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const OF_SCANS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/**
 * All metrics of a replica. No label has a name of a person, a role or an account, or an address: what has no bound would
 * fill whoever keeps the numbers. As OpenMetrics has it, a counter is shown with `_total` at its end.
 */
export const METRICS = {
  actas_requests: {
    kind: "counter",
    help: "Requests that were answered.",
    labels: {
      route: "the program's own word for the path, never what was asked for; `none` for an unknown one",
      method: "`GET`, `HEAD`, `POST`, `PUT`, `DELETE`, `OPTIONS`, `PATCH` or `other`",
      status: "of the answer, such as `200`",
    },
  },
  actas_request_seconds: {
    kind: "histogram",
    help: "How long an answer took.",
    labels: { route: "the same" },
    buckets: OF_REQUESTS,
  },
  actas_loans: {
    kind: "counter",
    help: "Loans that were decided. Requests that came together for one thing are one loan.",
    labels: {
      mode: "`mint` or `broker`, and `none` where it did not come to a way",
      result: "`issued`; `refused` by a rule, a trust policy or a limit; `failed` at AWS",
    },
  },
  actas_sts_seconds: {
    kind: "histogram",
    help: "How long STS took to answer for a loan.",
    labels: {
      call: "`AssumeRole` or `AssumeRoleWithWebIdentity`",
      outcome: "`ok`, `denied`, `throttled`, `unreachable` or `failed`",
    },
    buckets: OF_CALLS,
  },
  actas_signing_seconds: {
    kind: "histogram",
    help: "How long the signature of a token took, by a key in KMS or in a file.",
    labels: { outcome: "`ok`, `denied`, `throttled`, `unreachable` or `failed`" },
    buckets: OF_CALLS,
  },
  actas_account_scan_seconds: {
    kind: "histogram",
    help: "How long reading an account took.",
    labels: { outcome: "`read`, or `failed`: it keeps the roles that were known" },
    buckets: OF_SCANS,
  },
  actas_database_connections: {
    kind: "gauge",
    help: "Connections of this replica to the database.",
    labels: { state: "`used` or `idle`" },
  },
  actas_database_waiting: { kind: "gauge", help: "Work that waits for a connection.", labels: {} },
  actas_audit_records: { kind: "gauge", help: "Records in the audit trail of all replicas.", labels: {} },
  actas_audit_failures: {
    kind: "counter",
    help: "Records that could not be kept: nothing was lent meanwhile.",
    labels: {},
  },
  actas_jobs: {
    kind: "gauge",
    help: "Jobs in the database; those given up stay until somebody removes them.",
    labels: { kind: "`scan` or `scan-account`", state: "`waiting`, `running`, or `failed` for those given up" },
  },
  actas_job_delay_seconds: {
    kind: "gauge",
    help: "For how long the job that waits longest has been due.",
    labels: { kind: "the same" },
  },
  actas_map_version: {
    kind: "gauge",
    help: "The version of the map of roles that this replica has in memory; it grows with each change.",
    labels: {},
  },
  actas_map_accounts: { kind: "gauge", help: "Accounts in that map.", labels: {} },
  actas_map_roles: { kind: "gauge", help: "Roles in that map whose trust policies say something.", labels: {} },
  actas_map_age_seconds: {
    kind: "gauge",
    help: "How long ago the account in that map was scanned whose last scan is the oldest.",
    labels: {},
  },
  actas_ready: { kind: "gauge", help: "Whether this replica can answer: 1 or 0.", labels: {} },
  actas_resident_memory_bytes: { kind: "gauge", help: "Memory of this process.", labels: {} },
  actas_build_info: { kind: "gauge", help: "1.", labels: { version: "the version that runs" } },
} as const satisfies Readonly<Record<`actas_${string}`, MetricDescription>>;

type Metrics = typeof METRICS;

/** The names of all metrics of a kind. */
export type MetricOf<Kind extends MetricDescription["kind"]> = {
  [Name in keyof Metrics]: Metrics[Name]["kind"] extends Kind ? Name : never;
}[keyof Metrics];

/** The labels of a metric, each with its value. */
export type LabelsOf<Name extends keyof Metrics> = Readonly<Record<keyof Metrics[Name]["labels"], string>>;
