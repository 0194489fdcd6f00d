import { expect, test } from "bun:test";
import { dirname, join } from "node:path";

const SRC = join(import.meta.dir, "../../src");
const transpiler = new Bun.Transpiler({ loader: "ts" });

/** Everything that is loaded with a file, directly or through others, and is not a file; not what it loads later. */
async function modulesBehind(path: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(path)) return [];
  seen.add(path);
  const found = transpiler.scanImports(await Bun.file(path).text());
  const imports = found.filter(({ kind }) => kind !== "dynamic-import").map((loaded) => loaded.path);
  const behind = imports.map((name) =>
    name.startsWith(".") ? modulesBehind(join(dirname(path), name), seen) : [name],
  );
  return [...new Set((await Promise.all(behind)).flat())];
}

test.each([
  "agent-api/converse.ts",
  "agent-api/first-word.ts",
  "cli/run-exec.ts",
  "cli/run-process.ts",
  "system/processes/exec.ts",
  "system/processes/inherited-descriptors.ts",
  "system/print.ts",
])("%s loads nothing but FFI: node:fs and node:net cost milliseconds at every start or wait", async (file) => {
  expect(await modulesBehind(join(SRC, file))).toEqual(["bun:ffi"]);
});

test("the command line loads no shapes of files: they cost milliseconds, and most commands read none", async () => {
  const modules = await modulesBehind(join(SRC, "cli/app.ts"));
  expect(modules).toContain("commander");
  expect(modules.filter((name) => /^(zod|jsonc-parser)/.test(name))).toEqual([]);
});
