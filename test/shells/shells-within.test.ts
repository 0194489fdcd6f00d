import { expect } from "bun:test";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs, pathOf } from "../support/needs.ts";
import { until } from "../support/until.ts";
import { worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { SHELLS } from "./shells.ts";

/** What any program of the shell sees. */
const SHOWN = `sh -c 'echo "\${ACTAS_TARGET-none} \${AWS_PROFILE-none} \${AWS_REGION-none} \${AWS_CONTAINER_AUTHORIZATION_TOKEN+endpoint}"'`;
/** A profile with a region of its own, which is not to be that of another. */
const FAR =
  "\n[profile far]\nrole_arn = arn:aws:iam::111122223333:role/ReadOnly\nsource_profile = ben\nregion = us-west-2\n";

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  worldTestUnless(
    needs(row.tool),
    `a shell in ${row.name} acts the same and changes nothing outside, and one in its place goes on`,
    async (world) => {
      appendFileSync(join(world.home, ".aws/config"), FAR);
      const start = row.script.join(" ");
      for (const [name, ...lines] of [
        ["outer", "actas-as far", `${start} ./inner`, SHOWN, `exec ${start} ./instead`],
        [
          "inner",
          SHOWN,
          "actas-as readonly",
          SHOWN,
          "actas-as -",
          SHOWN,
          "actas-as -",
          SHOWN,
          "actas-as --mode env ben",
        ],
        ["instead", SHOWN, "actas status --here", "actas-as -", SHOWN],
      ] as const) {
        writeFileSync(join(world.home, name), `${[row.init, ...lines].join("\n")}\n`);
      }
      const outcome = await world.runProgram([...row.script, "./outer"], { env: { AWS_PROFILE: "mine" } });
      const [first, ...others] = outcome.stdout.trim().split(/ *\n/);
      expect({ first, stderr: outcome.stderr }).toEqual({ first: "far none us-west-2 endpoint", stderr: "" });
      const inner = ["readonly none eu-west-1 endpoint", "far none us-west-2 endpoint", "none none none"];
      const instead = [
        "far none us-west-2 endpoint",
        expect.any(String),
        "here     acts as far, renewed by itself",
        "none none none",
      ];
      expect(others).toEqual([...inner, "far none us-west-2 endpoint", ...instead]);
    },
  );
}

worldTestUnless(
  needs("bash", "tmux", "screen"),
  "panes of tmux act as the shell that started its server did, whatever another shell acts as, and windows of screen likewise",
  async (world) => {
    const tmux = (server: string) => `${pathOf("tmux")} -S ${world.home}/${server} -f /dev/null`;
    const shows = (name: string) => `'echo "of \${ACTAS_TARGET-none}" >${name}; sleep 20'`;
    const script = `eval "$(actas shell init bash --name act)"
      ${tmux("early")} new-session -d ${shows("one")}
      act ben
      ${tmux("early")} new-window ${shows("two")}
      ${tmux("late")} new-session -d ${shows("three")}
      act readonly
      ${tmux("late")} new-window ${shows("four")}
      screen -D -m sh -c 'echo "of \${ACTAS_TARGET-none}" >five'
      read line
      ${tmux("early")} kill-server
      ${tmux("late")} kill-server`;
    const session = world.terminalProgram([pathOf("bash") ?? "bash", "-c", script]);
    const read = (name: string) => {
      try {
        return readFileSync(join(world.home, name), "utf8");
      } catch {
        return "";
      }
    };
    const panes = ["one", "two", "three", "four", "five"];
    await until("all panes have said it", () => panes.map(read).every(Boolean));
    session.type("go on");
    expect(await session.exited).toBe(0);
    expect(panes.map(read)).toEqual(["none", "none", "ben", "ben", "readonly"].map((target) => `of ${target}\n`));
  },
);
