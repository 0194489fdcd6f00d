import { expect } from "bun:test";
import { join } from "node:path";
import { pathOf, testWith } from "../support/needs.ts";
import { withSandbox } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const ODD = ["--allow", 'o\'dd "x" \\n $HOME %h <&>', "--profile", "a b"];
const FORMS = [[], ODD, ["--imds"], ["--imds", "--imdsv1", "--port", "9911", ...ODD.slice(2)]];

testWith({ tools: ["systemd-analyze"] }, "systemd finds nothing wrong with the printed unit, odd words or not", () =>
  withSandbox(async (world) => {
    for (const [index, words] of FORMS.entries()) {
      const { status, stderr, stdout } = await world.run([
        "setup",
        "service",
        "--format",
        "systemd",
        ...words,
        "staging",
      ]);
      expect(status, stderr).toBe(0);
      const file = join(world.home, `actas-serve-${index}.service`);
      await Bun.write(file, stdout);
      const verify = [pathOf("systemd-analyze") ?? "", "verify", "--user", "--man=no", file];
      const verified = await world.runProgram(verify, { env: { XDG_RUNTIME_DIR: world.home } });
      expect([verified.status, verified.stderr]).toEqual([0, ""]);
    }
  }),
);

/** Prints the arguments and the label, as a parser of property lists reads them. */
const READ = `import json, plistlib, sys
agent = plistlib.load(sys.stdin.buffer, fmt=plistlib.FMT_XML)
print(json.dumps([agent["Label"], agent["ProgramArguments"][1:], agent["KeepAlive"]]))`;

testWith(
  { tools: ["python3"] },
  "a parser of property lists reads the words of a launchd agent as they were typed",
  () =>
    withSandbox(async (world) => {
      const again = { SuccessfulExit: false };
      for (const [words, expected] of [
        [ODD, ["actas.serve", ["serve", "container", "--profile=a b", `--allow=${ODD[1]}`, "staging"], again]],
        [
          ["--imds", "--port", "9911"],
          ["actas.serve-imds", ["serve", "imds", "--port=9911", "staging"], again],
        ],
      ] as const) {
        const typed = ["setup", "service", "--format", "launchd", ...words, "staging"];
        const { status, stderr, stdout } = await world.run(typed);
        expect(status, stderr).toBe(0);
        const read = await world.runProgram([pathOf("python3") ?? "", "-c", READ], { input: stdout });
        expect(JSON.parse(read.stdout), read.stderr).toEqual(expected);
      }
    }),
);

worldTest("what no service can be made of is refused, and nothing printed", async (world) => {
  for (const [words, reason] of [
    [["a\nExecStartPre=/bin/evil"], "it has control characters"],
    [["staging", "--profile", "a\tb"], "it has control characters"],
    [["staging", "--allow", "a\x1bb"], "it has control characters"],
    [["staging", "--port", "a"], "it is a number from 0 to 65535"],
    [["auto"], "what `auto` means depends on the directory"],
    [["staging", "--imdsv1"], "`--imdsv1` is about the metadata service"],
    [["staging", "--imds", "--allow", "prod"], "it does not go with `--allow`"],
    [["staging", "--imds", "--format", "launchd"], "the metadata service cannot have its own address"],
  ] as const) {
    const { status, stderr, stdout } = await world.run(["setup", "service", ...words]);
    expect([status, stdout], stderr).toEqual([2, ""]);
    expect(stderr).toContain(reason);
  }
});

worldTest(
  "a target that is not there, such as one with a wrong letter, is noted, and the service printed",
  async (world) => {
    const unknown = await world.run([
      "setup",
      "service",
      "--format",
      "systemd",
      "stagin",
      "--allow",
      "corp:111122223333/Developer",
    ]);
    expect([unknown.status, unknown.stderr.match(/^actas: note: .*/gm)]).toEqual([
      0,
      [expect.stringContaining('it cannot serve stagin: cannot find profile "stagin"')],
    ]);
    expect(unknown.stdout).toContain("serve container --allow=corp:111122223333/Developer stagin\n");
    const role = ["--profile", "ben", "arn:aws:iam::111122223333:role/ReadOnly"];
    for (const known of [["staging"], ["corp:111122223333/Developer"], role]) {
      const { status, stderr } = await world.run(["setup", "service", "--format", "systemd", ...known]);
      expect([status, stderr]).toEqual([0, ""]);
    }
  },
);

for (const kind of ["container", "imds"]) {
  worldTest(`the printed command line is one that serves, by its full path: ${kind}`, async (world) => {
    const words = ["setup", "service", "--format", "systemd", "readonly", "--port", "0"];
    const { stdout } = await world.run([...words, ...(kind === "imds" ? ["--imds"] : [])]);
    const line = /^ExecStart=(\/\S+) (.*)$/m.exec(stdout);
    const child = Bun.spawn([line?.[1] ?? "", ...(line?.[2] ?? "").split(" ")], {
      ...{ cwd: "/", env: world.environment, stdin: "ignore", stderr: "ignore", detached: true },
    });
    for (;;) {
      const { serving } = JSON.parse((await world.run(["serve", "status", "--json"])).stdout);
      if (serving.length === 0) continue;
      expect(serving).toMatchObject([{ kind, target: "readonly", pid: child.pid }]);
      break;
    }
    child.kill();
    expect(await child.exited).toBe(0);
  });
}
