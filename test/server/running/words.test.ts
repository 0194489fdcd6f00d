import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROGRAM } from "../../support/program.ts";

test.each([
  ["audit tail", "it is verify, export, who-used or held-by", "actas server audit export"],
  ["audit who-used", "its argument <role> is missing", "actas server audit who-used arn:"],
  ["audit held-by", "its argument <person> is missing", "actas server audit held-by ana"],
  ["audit verify Admin", "only who-used and held-by are about something", "actas server audit who-used arn:"],
  ["rules list", "it is show or test", "actas server rules show"],
  ["rules test", "its argument <file> is missing", "actas server rules test new-server.json"],
  ["rules show new.json", "only test takes another configuration", "actas server rules test new-server.json"],
  ["roles list Admin", "it is history", "actas server roles history arn:"],
  ["roles history", "its argument <role> is missing", "actas server roles history arn:"],
  ["keys list", "it is rotate", "actas server keys rotate"],
])("`actas server %s` is answered with why not, and with a line that works", (typed, reason, works) => {
  const said = refused(typed);
  const [command, word] = typed.split(" ");
  expect(said).toContain(`cannot run \`actas server ${command}\` with "${word}": ${reason}`);
  expect(said).toContain(`hint: \`${works}`);
});

test.each([
  ["run start", "leave it out: `actas server run` is enough to start it"],
  ["run --config a.json api", "an option says what it does: `actas server run --role worker`"],
  ["migrate up", "leave it out: `actas server migrate` brings the tables to this version"],
  ["migrate down", "it only goes forward; the way back is a backup from before"],
  ["check everything", 'leave "everything" out: `actas server check` takes nothing but options'],
  ["run actas-server.json", "an option names the configuration: `actas server run --config FILE`"],
])("`actas server %s` is a word too many, and answered with what is meant by it", (typed, hint) => {
  expect(refused(typed)).toContain(`too many arguments (1 instead of 0)\nactas: hint: ${hint}\n`);
});

/** What is said of a line that is not run. */
function refused(typed: string): string {
  const home = mkdtempSync(join(tmpdir(), "actas-words-"));
  try {
    const { exitCode, stderr } = Bun.spawnSync([PROGRAM, "server", ...typed.split(" ")], {
      env: { PATH: process.env.PATH ?? "", HOME: home },
    });
    expect(exitCode).toBe(2);
    return stderr.toString();
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
