import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** What is built for: Bun's own names, after `bun-`. */
export const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"] as const;

export type Platform = (typeof PLATFORMS)[number];

const ROOT = join(import.meta.dir, "..");

/** The npm registry could not be asked. */
export class CannotFetch extends Error {}

/**
 * Gives the path of Bun for another platform, of the version that runs this; fetched from npm once and kept in `dist/`.
 *
 * @throws {CannotFetch} when npm cannot fetch it
 */
export async function fetchRuntime(platform: Platform): Promise<string> {
  const kept = join(ROOT, `dist/runtimes/${Bun.version}/${platform}`);
  if (await Bun.file(kept).exists()) return kept;

  const folder = `${kept}.fetching-${process.pid}`;
  await mkdir(folder, { recursive: true });
  try {
    run(
      ["npm", "pack", "--loglevel=error", `@oven/bun-${platform.replace("arm64", "aarch64")}@${Bun.version}`],
      folder,
    );
    run(["sh", "-c", "tar -xzf *.tgz"], folder);
    await rename(join(folder, "package/bin/bun"), kept);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return kept;
}

function run(command: string[], cwd: string): void {
  const { exitCode, stderr } = Bun.spawnSync(command, { cwd });
  if (exitCode !== 0) throw new CannotFetch(`${command.slice(0, 2).join(" ")} failed: ${stderr.toString().trim()}`);
}
