import { afterAll, beforeAll, expect, test } from "bun:test";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fetchRuntime, WrongRuntime } from "../../scripts/fetch-runtime.ts";

const root = mkdtempSync(join(tmpdir(), "actas-runtime-"));
const folder = join(root, "dist/runtimes", Bun.version);
const archive = join(folder, "darwin-arm64.tgz");
let genuine: Uint8Array;

/** A package as npm has it, whose program says so. */
function packed(content: string): Uint8Array {
  mkdirSync(join(root, "package/bin"), { recursive: true });
  writeFileSync(join(root, "package/bin/bun"), content, { mode: 0o755 });
  return Bun.spawnSync(["tar", "-czf", "-", "package"], { cwd: root }).stdout;
}

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  genuine = packed("genuine");
  const integrity = `sha512-${new Bun.CryptoHasher("sha512").update(genuine).digest("base64")}`;
  const packages = { "node_modules/@oven/bun-darwin-aarch64": { version: Bun.version, integrity } };
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages }));
});
afterAll(() => rmSync(root, { recursive: true }));

const refusal = (): Promise<unknown> => fetchRuntime("darwin-arm64", root).catch((error: unknown) => error);

test("a runtime is unpacked from the package that package-lock.json names, each time anew", async () => {
  writeFileSync(archive, genuine);
  const path = await fetchRuntime("darwin-arm64", root);
  writeFileSync(path, "changed since");
  expect(readFileSync(await fetchRuntime("darwin-arm64", root), "utf8")).toBe("genuine");
});

test("another package is refused, and nothing of it unpacked", async () => {
  rmSync(join(folder, "darwin-arm64"), { force: true });
  for (const bytes of [packed("tampered"), genuine.slice(0, -1), Buffer.concat([genuine, Buffer.of(0)])]) {
    writeFileSync(archive, bytes);
    const error = await refusal();
    expect(error).toBeInstanceOf(WrongRuntime);
    expect(String(error)).toContain(`${archive} has the hash sha512-`);
    expect(existsSync(join(folder, "darwin-arm64"))).toBe(false);
  }
});

test("without a hash for this version there is no runtime", async () => {
  writeFileSync(archive, genuine);
  const lock = readFileSync(join(root, "package-lock.json"), "utf8");
  for (const text of ['{"packages":{}}', lock.replace(Bun.version, "0.0.1"), lock.replace("integrity", "checked")]) {
    writeFileSync(join(root, "package-lock.json"), text);
    expect(await refusal()).toBeInstanceOf(WrongRuntime);
  }
});
