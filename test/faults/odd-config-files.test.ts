import { expect } from "bun:test";
import { chmodSync, lstatSync, readFileSync, renameSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { worldTest } from "../support/world-test.ts";

worldTest("setup keeps what is odd about a config file: line ends, its mark, a link, mode, comments", async (world) => {
  const [path, real] = [join(world.home, ".aws/config"), join(world.home, "dotfiles-config")];
  const endpoint = `endpoint_url = ${world.sandbox.url}`;
  const lines = [
    ...["; mine", "[profile first]", `  ${endpoint}`, "  role_arn = arn:aws:iam::111122223333:role/ReadOnly # why"],
    ...[
      "  source_profile:ben",
      "  ; the end",
      "",
      "[ profile  ben ]  # keys are elsewhere",
      `${endpoint}`,
      "region=eu-west-1",
    ],
  ];
  writeFileSync(path, `\uFEFF${lines.join("\r\n")}`);
  chmodSync(path, 0o644);
  renameSync(path, real);
  symlinkSync("../dotfiles-config", path);

  expect(await world.run(["setup", "process", "first"])).toMatchObject({ status: 0 });
  const third = ["third", "arn:aws:iam::111122223333:role/ReadOnly", "--profile", "ben"];
  expect(await world.run(["setup", "profile", ...third])).toMatchObject({ status: 0 });
  const changed = [
    ...[
      "; mine",
      "[profile first]",
      `  ${endpoint}`,
      "  actas_role_arn = arn:aws:iam::111122223333:role/ReadOnly # why",
    ],
    ...["  actas_source_profile:ben", "  credential_process = actas process first", "  ; the end", ""],
    ...["[ profile  ben ]  # keys are elsewhere", `${endpoint}`, "region=eu-west-1", "", "[profile third]"],
    ...["role_arn = arn:aws:iam::111122223333:role/ReadOnly", "source_profile = ben", ""],
  ];
  expect(readFileSync(real, "utf8")).toBe(`\uFEFF${changed.join("\r\n")}`);
  expect(lstatSync(path).isSymbolicLink()).toBeTrue();
  expect(statSync(real).mode & 0o777).toBe(0o644);
  expect((await world.run(["whoami", "first"])).stdout).toContain("assumed-role/ReadOnly/");
  expect(await world.run(["setup", "process", "first", "--undo"])).toMatchObject({ status: 0 });
  expect(readFileSync(real, "utf8")).toStartWith(`\uFEFF${lines.slice(0, 7).join("\r\n")}`);
});
