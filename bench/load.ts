import { pathOf } from "../test/support/needs.ts";
import { quantile } from "./statistics.ts";

/** How a listener performed under load. */
export interface Load {
  readonly requestsPerSecond: number;
  readonly p99Ms: number;
}

interface LoadOptions {
  readonly token: string;
  /** Each is kept open, and sends its next request when the last one is answered. */
  readonly connections: number;
  readonly seconds: number;
}

/** Requests one address again and again for some seconds, with wrk if it is installed, or else with `fetch`. */
export async function load(url: string, options: LoadOptions): Promise<Load> {
  const wrk = pathOf("wrk");
  return wrk ? loadWithWrk(wrk, url, options) : loadWithFetch(url, options);
}

async function loadWithWrk(wrk: string, url: string, { token, connections, seconds }: LoadOptions): Promise<Load> {
  const options = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency", "-H", `Authorization: ${token}`];
  const output = await new Response(Bun.spawn([wrk, ...options, url]).stdout).text();
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(output);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(output);
  const p99 = /99%\s+([\d.]+)(us|ms|s)/.exec(output);
  if (refused || !rate || !p99) throw new Error(`cannot load ${url}: ${output}`);
  const unit = { us: 0.001, ms: 1, s: 1000 }[p99[2] ?? ""] ?? Number.NaN;
  return { requestsPerSecond: Number(rate[1]), p99Ms: Number(p99[1]) * unit };
}

async function loadWithFetch(url: string, { token, connections, seconds }: LoadOptions): Promise<Load> {
  const latencies: number[] = [];
  const end = performance.now() + seconds * 1000;
  const ask = async (): Promise<void> => {
    while (performance.now() < end) {
      const start = performance.now();
      const response = await fetch(url, { headers: { authorization: token } });
      await response.text();
      if (!response.ok) throw new Error(`cannot load ${url}: it answered ${response.status}`);
      latencies.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: connections }, ask));
  const p99Ms = quantile(
    latencies.sort((a, b) => a - b),
    0.99,
  );
  return { requestsPerSecond: latencies.length / seconds, p99Ms };
}
