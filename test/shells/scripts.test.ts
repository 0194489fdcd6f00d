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

      const quiet = await script({
        begin: "",
        text: `AWS_PROFILE=mine\n${row.init.replaceAll('"', "")}\nset -a; set -x\nactas-as --mode env ben\nset +x\nenv | grep _actas\ntrue\n`,
      });
      expect(quiet).toMatchObject({ status: 0, stdout: "" });
      expect(quiet.stderr).toContain("mode env ben");
      expect(quiet.stderr).not.toMatch(/ASIA|AWS_SECRET/);
    },
  );
}
