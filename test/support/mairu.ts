import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathOf } from "./needs.ts";
import type { Outcome } from "./run-command.ts";
import type { TerminalSession } from "./terminal-session.ts";
import type { World } from "./world.ts";

const PATIENCE_MS = 60_000;

/** The real Mairu of a user in a sandbox's HOME, who knows one server, `staff`. */
export class Mairu {
  readonly #world: World;

  /** @param url - of the server, with a slash at its end */
  constructor(world: World, url: string) {
    this.#world = world;
    const device_authorization_endpoint = `${url}oauth/device`;
    const oauth = {
      client_id: "mairu",
      token_endpoint: `${url}oauth/token`,
      default_grant_type: "code",
      code_grant: {},
      device_code_grant: { device_authorization_endpoint },
    };
    const folder = join(world.home, ".config/mairu/servers.d");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "staff.json"), JSON.stringify({ id: "staff", url, oauth }));
  }

  /** Runs it to its end without a terminal; what it says to people is on standard error then. */
  run(words: readonly string[], cwd = "."): Promise<Outcome> {
    return this.#world.runProgram([program(), ...words], { cwd });
  }

  terminal(words: readonly string[]): TerminalSession {
    return this.#world.terminalProgram([program(), ...words]);
  }

  /** Signs in by the code grant. @param follow - opens the address as a browser, and says yes to all */
  async login(follow: (address: string) => Promise<unknown>): Promise<void> {
    const terminal = this.terminal(["login", "staff"]);
    const [address] = await terminal.waitFor(/http:\/\/127\.0\.0\.1:\d+\/auth\/[\w-]+/);
    const page = await follow(address);
    // When the server refuses the code, it goes on waiting for another.
    const status = await Promise.race([terminal.exited, Bun.sleep(PATIENCE_MS)]);
    if (status !== 0) throw new Error(`mairu does not sign in (${status}): ${terminal.screen}\n${page}`);
  }

  /** Who a command is, by its credentials; else what was said. */
  identity(...words: readonly string[]): Promise<string> {
    return this.identityBy(["exec", "--server", "staff", ...words]);
  }

  /** The same, by the words for `mairu` that go before the command. */
  async identityBy(words: readonly string[], cwd?: string): Promise<string> {
    const { stdout, stderr } = await this.run([...words, "aws", "sts", "get-caller-identity"], cwd);
    return stdout ? (JSON.parse(stdout) as { readonly Arn: string }).Arn : stderr;
  }

  /** Ends its agent, which would go on. */
  async end(): Promise<void> {
    await this.run(["kill-agent"]);
  }
}

function program(): string {
  return pathOf("mairu") ?? "mairu";
}
