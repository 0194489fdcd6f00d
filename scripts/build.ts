import { mkdir, rm } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import packageJson from "../package.json" with { type: "json" };
import { completionScript } from "../src/cli/command-line/completion/completion-script.ts";
import { commitOf, dayOf } from "./commit-of.ts";
import { COMPILE_OPTIONS } from "./compile-options.ts";
import { CannotFetch, fetchRuntime, PLATFORMS, type Platform, WrongRuntime } from "./fetch-runtime.ts";
import { hashInputs } from "./hash-inputs.ts";
import { manPages } from "./man-pages.ts";
import { packedFiles } from "./packed-files.ts";

const ROOT = join(import.meta.dir, "..");
/** EX_TEMPFAIL of sysexits.h: nothing is wrong with the sources, but npm could not be asked. */
const TRY_LATER = 75;

/** The names under which each shell finds them. */
const COMPLETIONS = [
  ["actas", "bash"],
  ["_actas", "zsh"],
  ["actas.fish", "fish"],
  ["actas.ps1", "powershell"],
] as const;

const { values } = parseArgs({
  options: {
    version: { type: "string", default: packageJson.version },
    outfile: { type: "string", default: "dist/actas" },
    target: { type: "string" },
    all: { type: "boolean", default: false },
    force: { type: "boolean", default: false },
  },
});

try {
  if (values.all) for (const platform of [undefined, ...PLATFORMS]) await build(platform);
  else await build(PLATFORMS.find((platform) => platform === values.target) ?? unknownTarget(values.target));
  await writeManPages(join(ROOT, "dist/man/man1"));
  for (const [name, shell] of COMPLETIONS)
    await Bun.write(join(ROOT, "dist/completions", name), `${completionScript(shell)}\n`);
} catch (error) {
  if (!(error instanceof CannotFetch) && !(error instanceof WrongRuntime)) throw error;
  console.error(`actas: error: cannot build for another platform: ${error.message}`);
  process.exit(error instanceof CannotFetch ? TRY_LATER : 1);
}

/** Compiles one executable, for another platform when one is named; does nothing when it is up to date. */
async function build(platform?: Platform): Promise<void> {
  const outfile = join(ROOT, platform ? `dist/${platform}/actas` : values.outfile);
  const plain = [
    process.execPath,
    "build",
    "src/main.ts",
    ...COMPILE_OPTIONS,
    ...define("ACTAS_VERSION", values.version),
  ];
  const commit = commitOf(ROOT);
  const command = [...plain, ...define("ACTAS_COMMIT", commit), "--outfile", outfile];
  const stamp = join(dirname(outfile), `.${basename(outfile)}.inputs`);
  const inputs = await hashInputs(ROOT, [...plain, outfile]);
  if (!values.force && (await isUpToDate(outfile, stamp, inputs, commit))) {
    return console.error(`${relative(ROOT, outfile)} is up to date (${values.version})`);
  }

  await mkdir(dirname(outfile), { recursive: true });
  await rm(stamp, { force: true });
  if (platform)
    command.push(`--target=bun-${platform}`, `--compile-executable-path=${await fetchRuntime(platform, ROOT)}`);
  command.splice(3, 0, ...(await packedFiles(ROOT, join(ROOT, "dist/packed"))));
  compile(command);
  await Bun.write(stamp, `${inputs}\n${commit ?? ""}`);
  console.error(`built ${relative(ROOT, outfile)} ${values.version}`);
}

/** Gives the program a value that is known when it is built. */
function define(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`--define=${name}=${JSON.stringify(value)}`];
}

function compile(command: readonly string[]): void {
  const { exitCode, stdout, stderr } = Bun.spawnSync([...command], { cwd: ROOT });
  if (exitCode === 0) return;
  console.error(`${stdout}${stderr}`);
  process.exit(1);
}

/** Writes the pages of man(1), and removes those of commands that are gone. */
async function writeManPages(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pages = manPages({ version: values.version, day: dayOf(ROOT) });
  for (const [name, page] of pages) await Bun.write(join(folder, name), page);
}

/** Where git cannot be asked, the executable may be of any commit that has the same sources. */
async function isUpToDate(outfile: string, stamp: string, inputs: string, commit: string | undefined) {
  if (!(await Bun.file(outfile).exists()) || !(await Bun.file(stamp).exists())) return false;
  const [builtFrom, builtAt] = (await Bun.file(stamp).text()).split("\n");
  return builtFrom === inputs && (commit === undefined || builtAt === commit);
}

function unknownTarget(target: string | undefined): undefined {
  if (target === undefined) return undefined;
  console.error(`actas: error: cannot build for "${target}": the platforms are ${PLATFORMS.join(", ")}`);
  process.exit(2);
}
