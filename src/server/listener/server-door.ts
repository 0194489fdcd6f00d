import type { Log } from "../../base/log.ts";
import { ServerMetrics } from "../metrics/server-metrics.ts";
import type { Route, ServerPart } from "../server-part.ts";
import type { AnsweringParts } from "./answer.ts";
import { AnsweredHosts } from "./answered-hosts.ts";
import { frontPage } from "./front-page.ts";
import { healthRoutes, metricsRoute } from "./health-routes.ts";
import { type ListenSettings, listen, type OpenPort, placeOf } from "./listen.ts";
import { Readiness } from "./readiness.ts";
import { RouteTable } from "./route-table.ts";
import { ROUTES_AT_START } from "./routes-at-start.ts";
import { TrustedProxies } from "./trusted-proxies.ts";

/** Requests that are being answered when the server stops get as long. */
const GRACE_MS = 30_000;

/** Where a server is. */
export interface DoorSettings {
  readonly url?: string;
  readonly listen: ListenSettings;
  /** Absent: metrics are at the port of the server. */
  readonly metricsPort?: number;
  readonly proxies: readonly string[];
  /** Absent: it is asked by no other name than that of its address. */
  readonly hosts?: readonly string[];
}

/** The ports of a server: they answer about its health while it starts and stops, and serve in between. */
export class ServerDoor {
  readonly #settings: DoorSettings;
  readonly #readiness = new Readiness();
  readonly #stop = new AbortController();
  readonly #listeners: OpenPort[] = [];
  readonly #health: readonly Route[];
  readonly metrics: ServerMetrics;
  #parts: AnsweringParts;
  #metricsParts: AnsweringParts;

  /** @throws {ActasError} `system` when a port is taken; `configuration` */
  constructor(settings: DoorSettings, logs: { readonly log: Log; readonly accessLog: Log }) {
    this.#settings = settings;
    this.metrics = new ServerMetrics(async () => (await this.#readiness.problems()).length === 0);
    const { metrics } = this;
    const shared = {
      hosts: new AnsweredHosts(this.url, [settings.listen.address, ...(settings.hosts ?? [])]),
      proxies: new TrustedProxies(settings.proxies),
      metrics,
      ...logs,
      stop: this.#stop.signal,
      isStopping: () => this.#readiness.isStopping,
    };
    const separate = settings.metricsPort !== undefined;
    const health = [...healthRoutes(this.#readiness), ...(separate ? [] : [metricsRoute(metrics, "main")])];
    const atStart = new RouteTable([...health, ...ROUTES_AT_START]);
    this.#parts = { ...shared, prefix: "", routes: atStart, health: new RouteTable(health) };
    const alone = new RouteTable([metricsRoute(metrics, "own")]);
    this.#metricsParts = { ...shared, prefix: "", routes: alone, health: alone };
    this.#health = health;
    this.#open(settings);
  }

  /** With a slash at its end. */
  get url(): string {
    const { url, listen: at } = this.#settings;
    if (url !== undefined) return url;
    const place = placeOf({ address: at.address, port: this.#listeners[0]?.port ?? at.port });
    return `${at.tls ? "https" : "http"}://${place}/`;
  }

  /** From now on the parts answer. */
  serve(parts: readonly ServerPart[]): void {
    const ofParts = parts.flatMap((part) => part.routes);
    const has = (path: string): boolean => ofParts.some((route) => route.path === path);
    const signIn = has("/oauth/token") ? "here" : "elsewhere";
    const use = has("/assume-role") ? signIn : "none";
    const front = frontPage({ url: this.url, signIn: use, hasAdminPages: has("/admin") });
    const routes = [...this.#health, front, ...ofParts];
    const prefix = new URL(this.url).pathname.slice(0, -1);
    this.#parts = { ...this.#parts, prefix, routes: new RouteTable(routes) };
    for (const { gauges } of parts) this.metrics.gauge(gauges ?? {});
    this.#readiness.start(parts);
  }

  /** Still answers for a while, but says that it stops; then closes the ports. */
  async close(drainMs: number): Promise<void> {
    this.#readiness.stop();
    await Bun.sleep(drainMs);
    await Promise.all(this.#listeners.splice(0).map((listener) => listener.stop(GRACE_MS)));
    this.#stop.abort();
  }

  #open({ listen: at, metricsPort }: DoorSettings): void {
    this.#listeners.push(listen(at, () => this.#parts));
    if (metricsPort === undefined) return;
    const { tls: _, ...plain } = at;
    try {
      this.#listeners.push(listen({ ...plain, port: metricsPort, key: "metricsPort" }, () => this.#metricsParts));
    } catch (error) {
      void this.#listeners[0]?.stop(0);
      throw error;
    }
  }
}
