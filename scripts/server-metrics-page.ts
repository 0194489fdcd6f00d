import { METRICS, type MetricDescription } from "../src/server/metrics/metrics.ts";

const INTRODUCTION = `# Metrics of a team server

<!-- Written by \`npm run docs\` from \`src/server/metrics/metrics.ts\`. Change that, not this page. -->

\`/metrics\` of \`actas server run\` has them in the [OpenMetrics](https://openmetrics.io/) format, which Prometheus and
others read; with \`listen.metricsPort\` it is at a port of its own. Each replica has its own numbers; \`actas_jobs\`,
\`actas_job_delay_seconds\` and \`actas_audit_records\` are of the database, and the same for all.

No label names a person, a role, an account or an address: what stands in a label is one of a few words of the program.
A counter is shown with \`_total\` at its end, a histogram with \`_bucket\`, \`_sum\` and \`_count\`.

| metric | it is a | meaning | labels |
|---|---|---|---|`;

const END = `
## What to watch

| when | then |
|---|---|
| \`actas_ready\` is 0 | \`/readyz\` of that replica says why |
| \`actas_audit_failures_total\` grows | nothing is lent: the audit trail cannot be written |
| \`actas_loans_total{result="failed"}\` grows | AWS fails or refuses; the log and the audit trail say how |
| \`actas_signing_seconds_count\` grows with another \`outcome\` than \`ok\` | KMS lets no token be signed |
| \`actas_map_age_seconds\` is above 86,400 | the broker lends no role of that account any more, unless \`lending.staleAfterHours\` says otherwise |
| \`actas_job_delay_seconds\` is above 300 | no replica does jobs, or too few |
| \`actas_database_waiting\` stays above 0 | more connections are needed: \`database.connections\` |
`;

/** `docs/reference/server-metrics.md`: every metric, and what stands in its labels. */
export function serverMetricsPage(): string {
  const rows = Object.entries<MetricDescription>(METRICS).map(([name, { help, kind, labels }]) => {
    const shown = kind === "counter" ? `${name}_total` : name;
    const said = Object.entries(labels).map(([label, words]) => `\`${label}\`: ${words}`);
    return `| \`${shown}\` | ${kind} | ${help} | ${said.join("<br>")} |`;
  });
  return [INTRODUCTION, ...rows, END].join("\n");
}
