import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { SHELLS } from "./shells.ts";

/** What scripts begin with, by the shells that know it. */
const STRICT = "set -eu; set -C; IFS=,\n";
const BEGINS: Readonly<Record<string, string>> = {
  bash: `set -o pipefail; set -o errtrace; trap 'echo trapped' ERR DEBUG\n${STRICT}`,
  zsh: `set -o pipefail; setopt err_return warn_create_global ksh_arrays no_unset\n${STRICT}`,
  ksh93: `set -o pipefail\n${STRICT}`,
};

for (const row of SHELLS) {
  const run = (text: string) => ({ begin: BEGINS[row.name] ?? STRICT, text });
  worldTestUnless(
    needs(row.tool),
    `${row.name} acts as targets in a strict script, and ends where one fails`,
    async (world) => {
      const script = async ({ begin, text }: { begin: string; text: string }) => {
        writeFileSync(join(world.home, "script"), `${begin}${text}`);
        const outcome = await world.runProgram([...row.script, "./script"]);
        return { ...outcome, stdout: outcome.stdout.replaceAll("trapped\n", "") };
      };
      const init = `${row.init}\n`;
      const acts = await script(
        run(
          `${init}${init}actas-as ben\nactas-as readonly\necho "$ACTAS_TARGET"\nactas-as -\necho "\${ACTAS_TARGET-none}"\n`,
        ),
      );
      expect(acts).toMatchObject({ status: 0, stdout: "readonly\nnone\n", stderr: "" });
      const fails = await script(run(`${init}actas-as ben\nactas-as nowhere\necho not reached\n`));
      expect(fails).toMatchObject({ status: 3, stdout: "" });
      expect(fails.stderr).toContain('cannot find profile "nowhere"');

      const readOnly = `${row.init} || exit\nreadonly AWS_REGION=mine\nactas-as ben || echo "status $?"\necho "\${ACTAS_TARGET-none}"\n`;
      const refused = await script({ begin: "", text: readOnly });
      expect(refused).toMatchObject({ status: 0, stdout: "status 1\nnone\n" });
      expect(refused.stderr).toContain("a variable that has to change is read-only");

      // Where there are no quotes, the shell takes what it evaluates for patterns of files.
      writeFileSync(join(world.home, "*) touch hit;; a)"), "");
      const quiet = await script({
        begin: "",
        text: `AWS_PROFILE=mine\neval $(actas shell init -s)\nset -a; set -x\nactas-as --mode env ben\nset +x\nenv | grep _actas\ntrue\n`,
      });
      expect(quiet).toMatchObject({ status: 0, stdout: "" });
      expect(quiet.stderr).toContain("mode env ben");
      expect(quiet.stderr).not.toMatch(/ASIA|AWS_SECRET/);
      expect(await Bun.file(join(world.home, "hit")).exists()).toBe(false);
    },
  );

  worldTestUnless(needs(row.tool), `${row.name} evaluates neither help nor what its environment has`, async (world) => {
    const hit = "touch hit; echo hit";
    const names = [
      "undo",
      "names",
      "state",
      "words",
      "ps",
      "prompt",
      "tried",
      "alias_as",
      "alias_actas_as",
      "was_AWS_REGION",
    ];
    const env = Object.fromEntries(names.map((name) => [`_actas_${name}`, name === "was_AWS_REGION" ? "theirs" : hit]));
    const lines = [
      row.init.replace(/sh\)"$/, 'sh --compat)"'),
      "actas-as --help 2>help",
      `actas-as ben --help 2>>help; echo "status $? \${ACTAS_TARGET-none}"`,
      'aagg true 2>/dev/null || echo "status $?"',
      `actas-as ben; actas-as -; echo "region \${AWS_REGION-none}"`,
      'actas-as ben; aagg sh -c "echo \\$ACTAS_TARGET; exit 3" || echo "status $?"',
      "actas-as deactivate; actas-as ben 2>/dev/null || echo gone",
    ];
    writeFileSync(join(world.home, "script"), lines.join("\n"));
    const outcome = await world.runProgram([...row.script, "./script"], { env });
    expect(outcome).toEqual({
      status: 0,
      stderr: "",
      stdout: "status 0 none\nstatus 1\nregion none\nben\nstatus 3\ngone\n",
    });
    expect(await Bun.file(join(world.home, "help")).text()).toStartWith("Usage: actas shell use [options] [target]\n");
    expect(await Bun.file(join(world.home, "hit")).exists()).toBe(false);
  });
}
