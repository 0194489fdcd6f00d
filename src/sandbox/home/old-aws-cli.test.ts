import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ACCOUNTS } from "../accounts.ts";
import { createSandboxHome } from "./home.ts";

const URL = "http://127.0.0.1:4567";

/** What an AWS CLI of this version is called with, in a sandbox, by `aws sts`. */
async function calledWith(version: string): Promise<string> {
  const home = createSandboxHome({ url: URL, accounts: ACCOUNTS }, { PATH: "/usr/bin:/bin" });
  const cli = `#!/bin/sh\nif [ "$1" = --version ]; then echo 'aws-cli/${version} Python/3'; else echo "$@"; fi\n`;
  writeFileSync(join(home.path, "run/aws"), cli, { mode: 0o700 });
  const env = { ...home.environment, PATH: `${home.path}/bin:${home.path}/run:/usr/bin:/bin` };
  const { stdout } = Bun.spawnSync(["sh", "-c", "aws sts; aws 's 3'"], { env });
  home.delete();
  return stdout.toString();
}

test.each(["1.9.0", "1.19.5", "1.28.9", "2.9.19", "2.12.7"])("an AWS CLI %s is given the endpoint", async (version) => {
  expect(await calledWith(version)).toBe(`--endpoint-url ${URL} sts\n--endpoint-url ${URL} s 3\n`);
});

test.each(["1.29.0", "1.45.11", "2.13.0", "2.20.1", "3.0.0"])("an AWS CLI %s reads it itself", async (version) => {
  expect(await calledWith(version)).toBe("sts\ns 3\n");
});
