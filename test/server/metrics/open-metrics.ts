import { join } from "node:path";

/** A metric, as a program reads it that keeps such numbers. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly MetricSample[];
}

interface MetricSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a server shows at `/metrics`, by Prometheus' own parser, which throws for what is not OpenMetrics. */
export async function metricsOf(url: string): Promise<readonly Family[]> {
  const text = await (await fetch(`${url}metrics`)).text();
  const child = Bun.spawn(["/usr/bin/python3", join(import.meta.dir, "read-open-metrics.py")], {
    stdin: new TextEncoder().encode(text),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  if ((await child.exited) !== 0) throw new Error(errors);
  return JSON.parse(output) as readonly Family[];
}

/** The value of a sample; undefined where there is none. */
export function numberIn(
  families: readonly Family[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const samples = families.flatMap((family) => family.samples).filter((sample) => sample.name === name);
  return samples.find((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
    ?.value;
}
