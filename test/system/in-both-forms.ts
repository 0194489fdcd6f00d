import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A program of this folder in both forms it must work in. Each is what comes before its arguments. */
export interface BothForms extends Disposable {
  readonly forms: readonly (readonly [name: string, argv: readonly string[]])[];
}

/** Compiles `test/system/NAME.ts` with the flags of the product, into a folder every user can read and disposing removes. */
export function inBothForms(name: string): BothForms {
  const source = join(import.meta.dir, `${name}.ts`);
  const folder = mkdtempSync(join(tmpdir(), "actas-test-"));
  chmodSync(folder, 0o755);
  const binary = join(folder, name);
  const flags = ["--format=esm", "--splitting", "--minify", "--bytecode"];
  const isolation = ["--no-compile-autoload-dotenv", "--no-compile-autoload-bunfig"];
  const build = [process.execPath, "build", source, "--compile", ...flags, ...isolation, "--outfile", binary];
  const { exitCode, stderr } = Bun.spawnSync(build);
  if (exitCode !== 0) throw new Error(`cannot compile ${name}: ${stderr}`);

  const forms = [["from source", [process.execPath, source]] as const, ["compiled", [binary]] as const];
  return { forms, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}
