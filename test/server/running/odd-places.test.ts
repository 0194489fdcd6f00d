import { expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { cannotMount } from "../../support/cannot-mount.ts";
import { PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { until } from "../../support/until.ts";

const LIMIT_MS = 60_000;

test(
  "a server runs where its working directory was removed",
  async () => {
    using folder = temporaryFolder();
    const child = start(folder.path, 'cd "$HOME/gone" && rmdir "$HOME/gone" && exec "$PROGRAM" server run');
    await until(
      "it serves or has ended",
      () => child.said.text.includes("serves") || child.exitCode !== null,
      LIMIT_MS,
    );
    child.kill();
    expect(child.said.text).toContain("actas: serves api");
  },
  LIMIT_MS,
);

test.skipIf(cannotMount() !== undefined)(
  "an embedded database on a full disk is told as that",
  async () => {
    using folder = temporaryFolder();
    const child = start(
      folder.path,
      'mount -t tmpfs -o size=2m tmpfs "$HOME/gone" && STATE_DIRECTORY="$HOME/gone" exec "$PROGRAM" server run',
      ["unshare", "--mount"],
    );
    await child.exited;
    expect(child.said.text).toMatch(/cannot open the embedded database in \S+: no space left on device/);
  },
  LIMIT_MS,
);

function start(home: string, script: string, before: readonly string[] = []) {
  mkdirSync(join(home, "gone"));
  const child = Bun.spawn([...before, "sh", "-c", script], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: home,
      STATE_DIRECTORY: home,
      PROGRAM,
      ACTAS_SERVER_LISTEN_PORT: "0",
      ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "0",
      ACTAS_SERVER_DATABASE_KIND: "embedded",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const said = { text: "" };
  const decoder = new TextDecoder();
  const heard = (async () => {
    for await (const chunk of child.stderr) said.text += decoder.decode(chunk, { stream: true });
  })();
  return {
    said,
    exited: Promise.all([child.exited, heard]),
    kill: () => child.kill(),
    get exitCode() {
      return child.exitCode;
    },
  };
}
