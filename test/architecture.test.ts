import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { Glob } from "bun";
import { MAY_IMPORT } from "./may-import.ts";

const SRC = join(import.meta.dir, "../src");

/** Folders whose members do not know each other, and the files they share. */
const STRANGERS: Record<string, readonly string[]> = {
  "cli/commands": [],
  "cli/diagnose/checks": [],
  sources: [
    "source.ts",
    "first-hop.ts",
    "held-or-fetched.ts",
    "fixed-port.ts",
    "refused-again.ts",
    "allowed-grant.ts",
    "lend.ts",
    "role-by-token.ts",
    "client-registration.ts",
    "held-by-kind.ts",
    "sign-ins.ts",
    "sign-in-methods.ts",
    "signed-in.ts",
    "with-page.ts",
    "long-term-keys",
    "printed-secret.ts",
    "running-commands.ts",
  ],
  delivery: [],
};

/** Edges outside the tables: each one names its reason. */
const EXCEPTIONS: Record<string, string> = {
  "cli/command-line/become-agent.ts -> agent": "this command becomes the agent",
  "sources/held-by-kind.ts -> sources": "the list of what each source holds of a sign-in",
  "sources/registry.ts -> sources": "the list names every source",
};

test("the table only points down, so there can be no cycle", () => {
  const order = Object.keys(MAY_IMPORT);
  for (const [from, targets] of Object.entries(MAY_IMPORT)) {
    for (const to of targets) expect(order.indexOf(to)).toBeGreaterThan(order.indexOf(from));
  }
});

/** What each file imports or exports from another, types and what is imported when it is needed included. */
const imports = new Map(
  [...new Glob("**/*.{ts,tsx}").scanSync(SRC)]
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => {
      const text = readFileSync(join(SRC, file), "utf8");
      const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)].map(([, name = ""]) => name);
      return [file, specifiers.map((name) => relative(SRC, join(SRC, dirname(file), name)))];
    }),
);

test("src imports only along the flow", () => {
  const wrong: string[] = [];
  for (const [file, targets] of imports) {
    if (file === "main.ts") continue;
    for (const target of targets) {
      const to = folderOf(target);
      if (to === ".." || `${file} -> ${to}` in EXCEPTIONS) continue;
      if (!mayImport(folderOf(file), to) || areStrangers(file, target)) wrong.push(`${file} may not import ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("no file imports itself by way of others, within a folder neither", () => {
  const circles: string[] = [];
  const done = new Set<string>();
  const follow = (file: string, way: readonly string[]): void => {
    const begin = way.indexOf(file);
    if (begin >= 0) circles.push([...way.slice(begin), file].join(" -> "));
    if (begin >= 0 || done.has(file)) return;
    for (const target of imports.get(file) ?? []) follow(target, [...way, file]);
    done.add(file);
  };
  for (const file of imports.keys()) follow(file, []);
  expect(imports.size).toBeGreaterThan(300);
  expect(circles).toEqual([]);
});

test("the server is reached from its own commands only, and only by import()", () => {
  const wrong: string[] = [];
  for (const [file, targets] of imports) {
    if (folderOf(file) === "server" || !targets.some((target) => folderOf(target) === "server")) continue;
    const text = readFileSync(join(SRC, file), "utf8");
    const loads = [...text.matchAll(/^import (?!type )[^;]*?from "[^"]*\/server\/[^"]*"/gm)];
    if (!SERVER_COMMANDS.some((place) => file.startsWith(place)) || loads.length > 0) wrong.push(file);
  }
  expect(wrong).toEqual([]);
});

/** What types a server's command lines, and the sandbox that has a server. */
const SERVER_COMMANDS = ["cli/commands/server.ts", "cli/serve/team/", "cli/sandbox/team/"];

test("every folder of src is in the table", () => {
  const folders = new Set([...new Glob("*/**/*.ts").scanSync(SRC)].map(folderOf));
  expect([...folders].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
});

function mayImport(from: string, to: string): boolean {
  return to === from || to === "base" || (MAY_IMPORT[from]?.includes(to) ?? false);
}

function areStrangers(file: string, target: string): boolean {
  return Object.entries(STRANGERS).some(([folder, shared]) => {
    if (!file.startsWith(`${folder}/`) || !target.startsWith(`${folder}/`)) return false;
    const member = (path: string): string => path.slice(folder.length + 1).split("/")[0] ?? "";
    return member(file) !== member(target) && !shared.includes(member(target));
  });
}

function folderOf(path: string): string {
  return path.split("/")[0] ?? "";
}
