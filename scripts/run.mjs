// Runs a TypeScript file of this repository with the repository's own Bun: `node scripts/run.mjs FILE [ARGUMENT…]`.
// Installs what package-lock.json names first, when node_modules does not hold it. Needs Node 20 or newer and npm.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { constants } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const OLDEST_NODE = 20;

const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("BUN_"))),
  // Bun would leave what it compiled in the user's HOME.
  BUN_RUNTIME_TRANSPILER_CACHE_PATH: "0",
};

main(process.argv.slice(2));

function main([script, ...args]) {
  if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
    fail(`cannot run with Node ${process.versions.node}: Node ${OLDEST_NODE} or newer is needed`);
  }
  if (!script) fail("cannot run nothing: no script was named", "`node scripts/run.mjs scripts/build.ts`");
  if (!isInstalled()) install();
  // Without these two Bun would load a .env file, and packages from the registry, unasked.
  run(findBun(), ["--no-env-file", "--no-install", join(ROOT, script), ...args]);
}

/** Whether node_modules holds, by npm's own list, every package of package-lock.json that this machine needs. */
function isInstalled() {
  const installed = packagesOf(join(ROOT, "node_modules/.package-lock.json"));
  return Object.entries(packagesOf(join(ROOT, "package-lock.json"))).every(
    ([path, { version, integrity, optional }]) =>
      path === "" ||
      (installed[path] ? installed[path].version === version && installed[path].integrity === integrity : optional),
  );
}

function packagesOf(lockFile) {
  return existsSync(lockFile) ? JSON.parse(readFileSync(lockFile, "utf8")).packages : {};
}

function install() {
  console.error("actas: installing what package-lock.json names (once)");
  const [npm, ...first] = npmCommand();
  // npm's words go to stderr, so that stdout stays the script's own.
  const { status, error } = spawnSync(npm, [...first, "ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: ROOT,
    env: environment,
    stdio: ["ignore", 2, 2],
  });
  if (error) fail(`cannot install: npm does not start (${error.code})`, "install npm, which comes with Node");
  if (status !== 0) {
    fail(
      `cannot install: \`npm ci\` ended with status ${status}`,
      "what npm said is above; the first run needs the npm registry, later runs do not",
    );
  }
}

function npmCommand() {
  const runner = process.env.npm_execpath ?? "";
  return basename(runner) === "npm-cli.js" ? [process.execPath, runner] : ["npm"];
}

/**
 * The first of Bun's packages that runs: their hashes npm has checked. What Bun's install script leaves may have been
 * fetched without, so it is for machines that none of these packages is for.
 */
function findBun() {
  const packages = join(ROOT, "node_modules/@oven");
  const checked = existsSync(packages) ? readdirSync(packages).map((name) => join(packages, name, "bin/bun")) : [];
  const bun = [...checked, join(ROOT, "node_modules/bun/bin/bun.exe")].find(
    // A machine without AVX2 cannot run the ordinary build, but the one called baseline; only trying tells.
    (path) => existsSync(path) && spawnSync(path, ["--version"], { env: environment }).status === 0,
  );
  return bun ?? fail("cannot find Bun in node_modules: none of its packages runs on this machine", "`npm ci`");
}

function run(bun, args) {
  const child = spawn(bun, args, { cwd: ROOT, env: environment, stdio: "inherit" });
  // From a terminal the script gets SIGINT itself; waiting for it here keeps the prompt from coming back too early.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", ({ code }) => fail(`cannot start ${bun}: ${code}`));
  child.on("exit", (status, signal) => process.exit(status ?? 128 + constants.signals[signal]));
}

function fail(message, hint) {
  console.error(`actas: error: ${message}${hint ? `\nactas: hint: ${hint}` : ""}`);
  process.exit(1);
}
