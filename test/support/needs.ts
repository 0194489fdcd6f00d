import { test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

interface Tool {
  readonly path: string;
  /** How to install the tool, for the report of a skipped test. */
  readonly remedy: string;
}

/** The folder into which `.ci/install-clients` installs clients. */
const CLIENTS = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "actas-test-clients");

/** Debian has no package of the tool, nor of what builds it. */
const ABSENT = "not in Debian";

const TOOLS = readTools(join(import.meta.dir, "../../.ci/debian-packages"));

/** The path of a program or library for tests: that of Debian, or else one on PATH; `undefined` if there is none. */
export function pathOf(tool: string): string | undefined {
  const { path } = find(tool);
  return existsSync(path) ? path : (Bun.which(tool) ?? undefined);
}

/** Why a test that needs these tools (or `root`) cannot run here, for its report; `undefined` if it can. */
export function needs(...tools: readonly string[]): string | undefined {
  if (tools.includes("root") && process.getuid?.() !== 0)
    return "only root can become another user or look into the agent";
  const missing = tools.filter((tool) => tool !== "root" && !pathOf(tool));
  if (missing.length === 0) return undefined;
  const remedies = [...new Set(missing.map((tool) => find(tool).remedy))];
  return `${missing.join(" and ")} not installed (${remedies.includes(ABSENT) ? ABSENT : remedies.join("; ")})`;
}

/** Whether CI has a tool: there, tests that need the tool must not be skipped. */
export function isOnCi(tool: string): boolean {
  return tool === "root" || find(tool).remedy !== ABSENT;
}

interface Needs {
  readonly tools: readonly string[];
  /** In milliseconds; real clients are slow. */
  readonly timeoutMs?: number;
}

/** A test that runs in parallel to others in its file. It is skipped without its tools, and its name says why. */
export function testWith({ tools, timeoutMs = 60_000 }: Needs, name: string, body: () => Promise<void>): void {
  const reason = needs(...tools);
  if (reason) test.skip(`${name} # SKIPPED: ${reason}`, body);
  else test.concurrent(name, body, timeoutMs);
}

/** Like `test`, but skips the test without its tools; its name then says why. */
export function testNeeding(
  ...tools: readonly string[]
): (name: string, body: () => void | Promise<void>, limitMs?: number) => void {
  const reason = needs(...tools);
  return (name, body, limitMs) => {
    if (reason) test.skip(`${name} # SKIPPED: ${reason}`, body);
    else test(name, body, limitMs);
  };
}

function find(tool: string): Tool {
  const found = TOOLS.get(tool);
  if (!found) throw new Error(`cannot find the tool "${tool}": .ci/debian-packages does not list it`);
  return found;
}

function readTools(file: string): ReadonlyMap<string, Tool> {
  const rows = readFileSync(file, "utf8").matchAll(/^([^#\s]\S*)\s+(\S+)\s+(\S+)$/gm);
  return new Map([...rows].map(([, tool = "", path = "", name = ""]) => [tool, toolFrom(path, name)]));
}

function toolFrom(path: string, name: string): Tool {
  if (!name.startsWith("+")) return { path, remedy: name === "-" ? ABSENT : `apt-get install ${name}` };
  return { path: join(CLIENTS, path), remedy: Bun.which(name.slice(1)) ? ".ci/install-clients" : ABSENT };
}
