import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";

/** What is built for: Bun's own names, after `bun-`. */
export const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64"] as const;

export type Platform = (typeof PLATFORMS)[number];

/** The npm registry could not be asked. */
export class CannotFetch extends Error {}

/** What is there is not what package-lock.json names. */
export class WrongRuntime extends Error {}

/**
 * Gives the path of Bun for another platform, of the version that runs this: unpacked anew each time, from a package
 * with the hash that package-lock.json names. The package is fetched from npm once and kept in `dist/`.
 *
 * @param root - the repository
 * @throws {CannotFetch} when npm cannot fetch it
 * @throws {WrongRuntime} for another package than that; nothing of it is unpacked
 */
export async function fetchRuntime(platform: Platform, root: string): Promise<string> {
  const name = `@oven/bun-${platform.replace("arm64", "aarch64")}`;
  const folder = join(root, "dist/runtimes", Bun.version);
  const archive = join(folder, `${platform}.tgz`);
  if (!(await Bun.file(archive).exists())) await fetchArchive(name, archive);

  // What was verified is what is unpacked, whatever the file is by then.
  const bytes = await Bun.file(archive).bytes();
  const expected = await integrityOf(name, root);
  const found = `sha512-${new Bun.CryptoHasher("sha512").update(bytes).digest("base64")}`;
  if (found !== expected) {
    throw new WrongRuntime(`${archive} has the hash ${found}, and package-lock.json names ${expected}: remove it`);
  }
  return unpack(bytes, join(folder, platform));
}

async function fetchArchive(name: string, archive: string): Promise<void> {
  const folder = `${archive}.fetching-${process.pid}`;
  await mkdir(folder, { recursive: true });
  try {
    run(["npm", "pack", "--loglevel=error", `${name}@${Bun.version}`], folder);
    run(["sh", "-c", "mv ./*.tgz archive"], folder);
    await rename(join(folder, "archive"), archive);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function integrityOf(name: string, root: string): Promise<string> {
  const { packages } = await Bun.file(join(root, "package-lock.json")).json();
  const { version, integrity } = packages[`node_modules/${name}`] ?? {};
  if (version === Bun.version && integrity) return integrity;
  throw new WrongRuntime(`package-lock.json has no hash of ${name} ${Bun.version}`);
}

async function unpack(bytes: Uint8Array, place: string): Promise<string> {
  const folder = `${place}.unpacking-${process.pid}`;
  await mkdir(folder, { recursive: true });
  try {
    run(["tar", "-xzf", "-", "package/bin/bun"], folder, bytes);
    await rename(join(folder, "package/bin/bun"), place);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return place;
}

function run(command: string[], cwd: string, input?: Uint8Array): void {
  const { exitCode, stderr } = Bun.spawnSync(command, { cwd, stdin: input ?? "ignore" });
  if (exitCode !== 0) throw new CannotFetch(`${command.slice(0, 2).join(" ")} failed: ${stderr.toString().trim()}`);
}
