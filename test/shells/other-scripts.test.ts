import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { statusOf } from "../support/agent-of.ts";
import { needs, pathOf } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";

interface Row {
  readonly tool: string;
  readonly words: readonly string[];
  readonly init: string;
  /** The word that acts; `as` is the assembler's, where a script can be told from a terminal. */
  readonly as: string;
  readonly status: string;
}

const SHELLS: readonly Row[] = [
  {
    tool: "fish",
    words: ["--no-config"],
    init: "actas shell init fish --compat | source",
    as: "actas-as",
    status: "$status",
  },
  {
    tool: "fish",
    words: ["--no-config"],
    init: "eval (actas shell init fish --compat)",
    as: "actas-as",
    status: "$status",
  },
  { tool: "tcsh", words: ["-f"], init: 'eval "`actas shell init csh --compat`"', as: "actas-as", status: "$status" },
  {
    tool: "nu",
    words: ["-n"],
    // Written before the script is read, as nushell reads a file.
    init: "source init.nu",
    as: "as",
    status: "$env.LAST_EXIT_CODE",
  },
];

/** Shown by a program, which sees what any program sees. */
const SHOWN = `sh -c 'echo "\${ACTAS_TARGET-none}, \${AWS_PROFILE-none}, \${AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE+endpoint}\${AWS_ACCESS_KEY_ID+keys}"'`;

for (const { as, init, status, tool, words } of SHELLS) {
  worldTestUnless(needs(tool), `${tool} acts as targets in a script, by \`${init}\``, async (world) => {
    const echo = tool === "nu" ? "print" : "echo";
    const show = tool === "nu" ? `^${SHOWN}` : SHOWN;
    const lines = [
      ...[init, init, show],
      ...[`${as} ben`, show, `${as} nowhere`, `${echo} ${status}`, show],
      ...[`${as} --mode env readonly`, show, `${as} --previous`, show],
      ...["aagg sh -c 'echo acting'", `${as} -`, show, `${as} ben`, "aws-as-deactivate --other", `${echo} ${status}`],
      ...["aws-as-deactivate --keep-creds", show],
    ];
    await world.runProgram(["sh", "-c", "actas shell init nu --compat >init.nu"]);
    writeFileSync(join(world.home, "script"), `${lines.join("\n")}\n`);
    const { stderr, stdout } = await world.runProgram([pathOf(tool) ?? tool, ...words, "script"], {
      env: { AWS_PROFILE: "mine" },
    });
    expect(stdout.split("\n").slice(0, -1)).toEqual([
      ...["none, mine, ", "ben, none, endpoint", "3", "ben, none, endpoint"],
      ...["readonly, none, keys", "ben, none, endpoint", "acting", "none, mine, ", "2", "ben, none, endpoint"],
    ]);
    const said = stderr.split("\n").filter((line) => !/hint:|^actas: `hide /.test(line) && line !== "");
    expect(said).toEqual([
      `actas: error: cannot find profile "nowhere" in ${world.home}/.aws/config`,
      "actas: error: cannot deactivate: there is no option but --keep-creds",
    ]);
    // The shell is gone, and so is what it was given.
    expect((await statusOf(world)).grants).toEqual([]);
  });
}
