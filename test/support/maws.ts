import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathOf } from "./needs.ts";
import type { Outcome } from "./run-command.ts";
import { until } from "./until.ts";
import type { World } from "./world.ts";

/**
 * The real `maws` knows no other address of STS than AWS's own: that one is replaced. And it ends when its page has been
 * silent for two seconds, as a browser on a busy machine is: it gets a minute. Nothing else is changed.
 */
const MAWS = `
import sys, requests
sandbox = sys.argv.pop(1)
ask = requests.Session.request
def request(self, method, url, **rest):
    return ask(self, method, url.replace("https://sts.amazonaws.com", sandbox), **rest)
requests.Session.request = request
from mozilla_aws_cli.login import Login
Login.max_sleep_no_state_check = property(lambda login: 60, lambda login, seconds: None)
from mozilla_aws_cli.cli import main
main()
`;

/** The real `maws` of a user in a sandbox's HOME, with the `config.ini` there. */
export class Maws {
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  /** Starts it; it prints keys as JSON. */
  start(...words: readonly string[]): RunningMaws {
    const { environment, home, sandbox } = this.#world;
    const page = join(home, "page");
    rmSync(page, { force: true });
    const browser = join(home, "browser");
    writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" >${page}.new && mv ${page}.new ${page}\n`);
    chmodSync(browser, 0o755);
    const config = join(home, ".config/maws/config.ini");
    const command = [pathOf("maws") ?? "maws", "-c", MAWS, sandbox.url, "-c", config, "-o", "js", ...words];
    const child = Bun.spawn(command, {
      env: { ...environment, BROWSER: `${browser} %s` },
      cwd: home,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = Promise.all([child.exited, child.stdout.text(), child.stderr.text()]);
    return {
      page: async () => {
        await until("maws opens a page", () => existsSync(page) || child.exitCode !== null, 60_000);
        return readFileSync(page, "utf8");
      },
      ended: async () => {
        const [status, stdout, stderr] = await said;
        return { status, stdout, stderr };
      },
    };
  }

  /** It keeps its tokens in files, where the search for secrets would find them. */
  forget(): void {
    rmSync(join(this.#world.home, ".cache/maws"), { recursive: true, force: true });
  }
}

interface RunningMaws {
  /** Waits for the address that it opens in the browser. */
  page(): Promise<string>;
  ended(): Promise<Outcome>;
}
