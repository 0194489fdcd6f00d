import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Output } from "../../src/cli/json/print-json.ts";
import type { World } from "../support/world.ts";

type Report = Output<"diagnose">;

/** What `actas diagnose` reports with real names, and the status it ends with. */
export async function diagnosed(
  world: World,
  args: readonly string[] = [],
  options: Parameters<World["run"]>[1] = {},
): Promise<Report & { readonly status: number }> {
  const { status, stderr, stdout } = await world.run(["diagnose", "--json", "--no-redact", ...args], options);
  if (stdout === "") throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Report), status };
}

/** The words of all findings of a check that have this severity. */
export function words({ findings }: Report, check: string, severity: Report["findings"][number]["severity"]): string {
  return findings
    .filter((finding) => finding.check === check && finding.severity === severity)
    .map((finding) => finding.words)
    .join("\n");
}

/** Writes a file of the user, such as `.aws/config`. */
export async function write(world: World, path: string, text: string): Promise<void> {
  mkdirSync(dirname(join(world.home, path)), { recursive: true });
  await Bun.write(join(world.home, path), text);
}
