import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathOf } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";

/** Tests that run at the same time share one compilation. */
const compiled = new Map<string, Promise<readonly string[]>>();

/** A program of `programs/go`, compiled offline against Debian's copy of the SDK; quick after the first time. */
export function goProgram(name: string): Promise<readonly string[]> {
  const made = compiled.get(name) ?? compile(name);
  compiled.set(name, made);
  return made;
}

async function compile(name: string): Promise<readonly string[]> {
  const folder = join(ROOT, "dist/test-clients");
  const executable = join(folder, `go-${name}`);
  await mkdir(folder, { recursive: true });
  const source = join(import.meta.dir, `programs/go/${name}.go`);
  const child = Bun.spawn([pathOf("go") ?? "", "build", "-o", executable, source], {
    env: {
      PATH: "/usr/bin:/bin",
      HOME: folder,
      GOCACHE: join(folder, "go-cache"),
      GOPATH: "/usr/share/gocode",
      GO111MODULE: "off",
      CGO_ENABLED: "0",
    },
    stderr: "pipe",
  });
  const complaint = await child.stderr.text();
  if ((await child.exited) !== 0) throw new Error(`cannot compile ${name}.go: ${complaint}`);
  return [executable];
}
