import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathOf } from "../support/needs.ts";
import { ROOT } from "../support/program.ts";

/** The Go program, compiled offline against Debian's copy of the SDK; quick after the first time. */
export const goCaller = once(async (): Promise<readonly string[]> => {
  const folder = join(ROOT, "dist/test-clients");
  const executable = join(folder, "caller-go");
  await mkdir(folder, { recursive: true });
  const child = Bun.spawn(
    [pathOf("go") ?? "", "build", "-o", executable, join(import.meta.dir, "programs/caller.go")],
    {
      env: {
        PATH: "/usr/bin:/bin",
        HOME: folder,
        GOCACHE: join(folder, "go-cache"),
        GOPATH: "/usr/share/gocode",
        GO111MODULE: "off",
        CGO_ENABLED: "0",
      },
      stderr: "pipe",
    },
  );
  const complaint = await child.stderr.text();
  if ((await child.exited) !== 0) throw new Error(`cannot compile caller.go: ${complaint}`);
  return [executable];
});

/** Tests that run at the same time share one result. */
function once<Result>(make: () => Promise<Result>): () => Promise<Result> {
  let made: Promise<Result> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
