import { expect, test } from "bun:test";
import { dirname, join } from "node:path";

const SYSTEM = join(import.meta.dir, "../../src/system");
const transpiler = new Bun.Transpiler({ loader: "ts" });

/** Everything a file imports, directly or through others, that is not a file. */
async function modulesBehind(path: string): Promise<string[]> {
  const imports = transpiler.scanImports(await Bun.file(path).text()).map((found) => found.path);
  const behind = imports.map((name) => (name.startsWith(".") ? modulesBehind(join(dirname(path), name)) : [name]));
  return [...new Set((await Promise.all(behind)).flat())];
}

test.each(["exec.ts", "inherited-descriptors.ts", "tty.ts", "print.ts", "peer.ts"])(
  "%s loads nothing but FFI: node:fs and node:net cost milliseconds at every start",
  async (file) => {
    expect(await modulesBehind(join(SYSTEM, file))).toEqual(["bun:ffi"]);
  },
);
