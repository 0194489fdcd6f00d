import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROGRAM } from "../../support/program.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** What bash prints that runs `actas server check` with these words. */
function checked(words: string, folder: string): string {
  const { stderr, stdout } = Bun.spawnSync(["bash", "-c", `"${PROGRAM}" server check ${words}`], {
    cwd: folder,
    env: {
      PATH: process.env.PATH ?? "",
      HOME: folder,
      STATE_DIRECTORY: folder,
      ACTAS_SERVER_DATABASE_KIND: "embedded",
    },
    timeout: 20_000,
  });
  return stdout.toString() + stderr.toString();
}

const CONFIGURATION = JSON.stringify({ url: "https://roles.example/", listen: { port: 0 }, admins: ["ops"] });

test("a configuration may be what a command prints, as another one opens and decrypts it", () => {
  using folder = temporaryFolder();
  writeFileSync(join(folder.path, "plain.json"), CONFIGURATION);
  const good = "it is https://roles.example/, and listens on";
  expect(checked("--config <(sleep 0.2; cat plain.json)", folder.path)).toContain(good);
  expect(checked("--config /dev/stdin < plain.json", folder.path)).toContain(good);
  expect(checked("--config /dev/fd/7 7< plain.json", folder.path)).toContain(good);
  expect(checked("--config /dev/fd/77", folder.path)).toContain("no such file or directory");
});

test("a pipe or a device that was left in the place of a file keeps nobody waiting", () => {
  using folder = temporaryFolder();
  Bun.spawnSync(["mkfifo", join(folder.path, "pipe")]);
  for (const path of ["pipe", "/dev/zero"])
    expect(checked(`--config ${path}`, folder.path)).toContain(`${path} cannot be read: it is not a regular file`);
});
