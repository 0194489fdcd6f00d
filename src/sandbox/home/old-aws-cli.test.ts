import { expect, test } from "bun:test";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
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

/** A sandbox with programs `aws` of these versions, each in a folder of its own. */
function sandboxWith(...versions: readonly string[]) {
  const home = createSandboxHome({ url: URL, accounts: ACCOUNTS }, { PATH: "/usr/bin:/bin" });
  const folders = versions.map((version) => {
    const folder = join(home.path, `cli ${version}`);
    mkdirSync(folder);
    const cli = `#!/bin/sh\nif [ "$1" = --version ]; then echo 'aws-cli/${version} Python/3'; else printf '<%s>' "$@"; fi\n`;
    writeFileSync(join(folder, "aws"), cli, { mode: 0o700 });
    return folder;
  });
  return {
    folders,
    home: home.path,
    /** What `aws` prints, with this in PATH. */
    run(path: string, words: readonly string[], cwd = home.path): string {
      const env = { ...home.environment, PATH: `${path}:/usr/bin:/bin` };
      return Bun.spawnSync(["sh", "-c", 'aws "$@"', "sh", ...words], { env, cwd, timeout: 5_000 }).stdout.toString();
    },
    [Symbol.dispose]: () => home.delete(),
  };
}

const GIVEN = `<--endpoint-url><${URL}>`;

test("one program's version is not taken for another's", () => {
  using sandbox = sandboxWith("2.20.1", "1.19.5");
  const [newer, older] = sandbox.folders;
  const bin = `${sandbox.home}/bin`;
  expect(sandbox.run(`${bin}:${newer}`, ["s3"])).toBe("<s3>");
  expect(sandbox.run(`${bin}:${older}`, ["s3"])).toBe(`${GIVEN}<s3>`);
  expect(sandbox.run(`${bin}:${newer}`, ["s3"])).toBe("<s3>");
});

test("relative folders in PATH name another program in each directory", () => {
  using sandbox = sandboxWith("2.20.1", "1.19.5");
  const [newer, older] = sandbox.folders;
  expect(sandbox.run(`${sandbox.home}/bin:.`, ["s3"], newer)).toBe("<s3>");
  expect(sandbox.run(`${sandbox.home}/bin:.`, ["s3"], older)).toBe(`${GIVEN}<s3>`);
});

test("an AWS CLI in the current directory is not run unless PATH says so", () => {
  using sandbox = sandboxWith("1.19.5", "2.20.1");
  const [older, newer] = sandbox.folders;
  expect(sandbox.run(`${sandbox.home}/bin:${newer}`, ["s3"], older)).toBe("<s3>");
});

test("it does not run itself, however PATH names its folder", () => {
  using sandbox = sandboxWith("1.19.5");
  const { home, folders } = sandbox;
  symlinkSync(`${home}/bin`, `${home}/link`);
  for (const bin of [`${home}/bin/`, `${home}//bin`, `${home}/run/../bin`, `${home}/link`, "bin", `${home}/link:bin`]) {
    expect([bin, sandbox.run(`${bin}:${folders[0]}`, ["s3"])]).toEqual([bin, `${GIVEN}<s3>`]);
  }
});

test("an old one is given the endpoint also where its version cannot be kept", () => {
  using sandbox = sandboxWith("1.19.5");
  rmSync(`${sandbox.home}/.cache`, { recursive: true, force: true });
  expect(sandbox.run(`${sandbox.home}/bin:${sandbox.folders[0]}`, ["s3"])).toBe(`${GIVEN}<s3>`);
});

test("words reach the AWS CLI as they are", () => {
  using sandbox = sandboxWith("1.19.5");
  const words = ["two words", "it's", '"', "$HOME `id` $(id)", "line\nend\n", "", "*", "\\", "-n", "é"];
  const expected = GIVEN + words.map((word) => `<${word}>`).join("");
  expect(sandbox.run(`${sandbox.home}/bin:${sandbox.folders[0]}`, words)).toBe(expected);
});
