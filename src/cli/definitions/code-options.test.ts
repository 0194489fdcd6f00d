import { expect, test } from "bun:test";
import { COMMAND_TABLE } from "../command-line/command-table.ts";
import { OTP } from "./code-options.ts";
import { actsItself, type CommandDefinition } from "./definition.ts";

/** Commands that never ask for an MFA code. Any other takes it as an option, so that a script can give it. */
const NEVER_ASKS: Readonly<Record<string, readonly string[]>> = {
  "signs in to a source, which asks for what it needs in the browser": [
    ...["login", "logout", "refresh", "setup", "setup remove", "setup org"],
    ...["list targets", "list accounts", "list-roles", "setup profiles"],
  ],
  "asks what is set up at a place that is named": ["setup sso", "setup server", "setup web-identity", "setup-sso"],
  "reads and writes files, or the keyring": [
    ...[
      "list profiles",
      "config show",
      "config settings",
      "config paths",
      "show",
      "use",
      "trust",
      "trust list",
      "trust revoke",
    ],
    ...["setup process", "keys import", "keys add", "keys list", "keys export", "keys remove"],
    ...["password import", "password list", "password show", "password remove", "role-map check", "role-map diff"],
  ],
  "is told what is held": [
    ...["status", "list sources", "list sign-ins", "list-sessions", "cache list", "cache clear"],
    ...["agent start", "agent stop", "agent restart", "agent status", "agent run", "kill-agent"],
    ...["serve status", "serve stop", "setup service"],
  ],
  "looks without asking anybody": ["diagnose", "shell init", "shell hook"],
  "becomes another command of ours": ["compat"],
  "is of a server, which asks nobody": [
    ...["server run", "server check", "server migrate", "server audit", "server revoke"],
    ...["server rules", "server roles", "server findings", "server keys"],
  ],
  "is about the program itself, or a made-up AWS": [
    ...["version", "sandbox", "sandbox code", "sandbox env"],
    ...["completion bash", "completion zsh", "completion fish", "completion powershell"],
  ],
};

test("a command that may ask for an MFA code takes it as an option, too", () => {
  const commands = COMMAND_TABLE.map(({ definition, name }) => ({ definition: definition(), name })).flatMap(
    ({ definition, name }) => [
      ...(actsItself(definition) ? [{ name, definition: definition as CommandDefinition }] : []),
      ...(definition.commands ?? []).map((member) => ({ name: `${name} ${member.name}`, definition: member })),
    ],
  );
  const never = Object.values(NEVER_ASKS).flat();
  const without = commands.filter(({ definition }) => !definition.options?.some(({ flags }) => flags === OTP.flags));
  expect(without.map(({ name }) => name).sort()).toEqual(never.toSorted());
});
