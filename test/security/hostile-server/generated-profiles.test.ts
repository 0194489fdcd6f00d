import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateProfiles } from "../../../src/cli/setup/profiles/generate-profiles.ts";
import { readProfileFiles } from "../../../src/profiles/read-profile-files.ts";
import { NO_SOURCES } from "../../../src/source-files/source-definitions.ts";
import { typedRole } from "../../../src/targets/typed-target.ts";

const EVIL = "credential_process = /tmp/evil";
const LINES = `x\n[default]\n${EVIL}`;
/** What a server may call its roles and accounts. */
const TEXTS = [
  LINES,
  LINES.replaceAll("\n", "\r"),
  LINES.replaceAll("\n", "\u2028"),
  "default",
  "mine",
  "]",
  "x]\n#",
  "",
];
const MORE = ["x; /tmp/evil", "$(/tmp/evil)", "`/tmp/evil`", "x' /tmp/evil '", 'x" #', "x ; y", "--server=other", "-h"];
const NAMES = [...TEXTS, ...MORE];

test("no name of a role or an account adds a setting, a section or a command to the config file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-hostile-"));
  const path = join(folder, "config");
  const mine = "[default]\nregion = eu-west-1\n\n[profile mine]\nregion = eu-west-1\n";
  writeFileSync(path, mine);
  const environment = { AWS_CONFIG_FILE: path, AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials") };
  const roles = NAMES.flatMap((name) => [
    { name },
    ...NAMES.map((accountName) => ({ name: `1/${name}`, accountId: "1", accountName })),
  ]);
  const allowed = roles.map(({ name }) =>
    ["process", ...typedRole("corp", name, { profiles: new Set() }), ""].join("\0"),
  );
  for (const template of ["{role}", "{account}-{role}", "{source}{role}"]) {
    const before = { environment, files: await readProfileFiles(environment), known: NO_SOURCES };
    const { blocks, write } = generateProfiles(new Map([["corp", roles]]), { template }, before);
    await write();
    const text = readFileSync(path, "utf8");
    expect(text).toStartWith(mine);
    const { config } = await readProfileFiles(environment);
    const written = blocks.flatMap(({ profiles }) => profiles);
    expect([...config.sections.keys()].sort()).toEqual(
      ["default", "profile mine", ...written.map(({ name }) => `profile ${name}`)].sort(),
    );
    expect(written.length).toBeGreaterThan(0);
    for (const { command, name } of written) {
      expect(name).toMatch(/^[A-Za-z0-9_][\w.@+-]*$/);
      expect(Object.fromEntries(config.sections.get(`profile ${name}`)?.settings ?? [])).toEqual({
        credential_process: command,
      });
      const words = await Bun.$`sh -c ${`printf '%s\\0' ${command.slice(command.indexOf(" process"))}`}`.text();
      expect(allowed).toContain(words);
    }
  }
  rmSync(folder, { recursive: true });
});
