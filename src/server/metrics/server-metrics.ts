import { Counter, Gauge, Histogram, type OpenMetricsContentType, Registry } from "prom-client";
import { VERSION } from "../../base/version.ts";
import type { Access } from "../listener/access-log.ts";
import { type Gauges, type Measures, only, type Sample } from "./measures.ts";
import { type LabelsOf, METRICS, type MetricDescription, type MetricOf } from "./metrics.ts";

/** The metrics of a replica. */
export class ServerMetrics implements Measures {
  readonly #registry = new Registry<OpenMetricsContentType>();
  readonly #counters = new Map<string, Counter>();
  readonly #histograms = new Map<string, Histogram>();
  readonly #gauges = new Map<string, ReadGauge>();

  /** @param isReady - whether the replica can answer */
  constructor(isReady: () => Promise<boolean>) {
    this.#registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
    for (const [name, description] of Object.entries<MetricDescription>(METRICS)) this.#add(name, description);
    this.gauge({
      actas_ready: async () => only((await isReady()) ? 1 : 0),
      actas_resident_memory_bytes: () => only(process.memoryUsage.rss()),
      actas_build_info: () => [{ labels: { version: VERSION }, value: 1 }],
    });
  }

  answered({ route, method, status, milliseconds }: Access): void {
    this.counted("actas_requests", { route, method, status: `${status}` });
    this.took("actas_request_seconds", { route }, milliseconds);
  }

  counted<Name extends MetricOf<"counter">>(name: Name, labels: LabelsOf<Name>): void {
    this.#counters.get(name)?.inc(labels as Record<string, string>);
  }

  took<Name extends MetricOf<"histogram">>(name: Name, labels: LabelsOf<Name>, milliseconds: number): void {
    this.#histograms.get(name)?.observe(labels as Record<string, string>, milliseconds / 1_000);
  }

  /** Shows the numbers of a part from now on. */
  gauge(gauges: Gauges): void {
    for (const [name, read] of Object.entries<Read>(gauges)) {
      const { help, labels } = METRICS[name as MetricOf<"gauge">];
      const gauge = new Gauge({ name, help, labelNames: Object.keys(labels), registers: [this.#registry] });
      this.#gauges.set(name, { gauge, read });
    }
  }

  /** In the OpenMetrics format. */
  async response(): Promise<Response> {
    // In the order of the list: the load of the database is read before others ask the database something.
    const gauges = Object.keys(METRICS).map((name) => this.#gauges.get(name));
    await Promise.all(gauges.map((one) => one && readInto(one)));
    return new Response(await this.#registry.metrics(), { headers: { "content-type": this.#registry.contentType } });
  }

  #add(name: string, { buckets = [], help, kind, labels }: MetricDescription): void {
    const settings = { name, help, labelNames: Object.keys(labels), registers: [this.#registry] };
    if (kind === "counter") this.#counters.set(name, new Counter(settings));
    if (kind === "histogram") this.#histograms.set(name, new Histogram({ ...settings, buckets: [...buckets] }));
  }
}

type Read = () => readonly Sample[] | Promise<readonly Sample[]>;

interface ReadGauge {
  readonly gauge: Gauge;
  readonly read: Read;
}

async function readInto({ gauge, read }: ReadGauge): Promise<void> {
  let samples: readonly Sample[];
  try {
    samples = await read();
  } catch {
    return;
  }
  gauge.reset();
  for (const { labels, value } of samples) gauge.set(labels as Record<string, string>, value);
}
