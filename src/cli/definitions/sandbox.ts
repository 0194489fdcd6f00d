import { SHELLS } from "../../base/shells.ts";
import type { CommandDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** `actas sandbox [-- CMD…]`, `actas sandbox code|env` */
export const sandbox = (): CommandDefinition => ({
  alone: true,
  usage: "[options] [--] [command] [args...]",
  arguments: [
    {
      name: "[command...]",
      words: "runs in the sandbox, which ends with it; without one it runs until Ctrl-C",
    },
  ],
  passThrough: true,
  options: [
    {
      flags: "--accounts <number>",
      words: "make up an organisation of that many accounts, five roles in each",
    },
    {
      flags: "--roles <number>",
      words: "fill each account up to that many roles, most of which nobody is lent",
    },
    {
      flags: "--team",
      words: "with a team: people in groups, accounts, and a server that lends them roles",
      conflicts: "accounts",
    },
  ],
  commands: [
    {
      name: "code",
      summary: "print the MFA code that a device of the sandbox shows now",
      arguments: [{ name: "[serial]", words: "the device; default: that of ana" }],
      options: [JSON_OPTION],
      examples: ["actas sandbox code", "actas whoami --otp $(actas sandbox code) staging"],
    },
    {
      name: "env",
      summary: "print the lines that move another shell into a sandbox that runs",
      arguments: [{ name: "[sandbox]", words: "which one, when several run" }],
      options: [
        {
          flags: "--shell <shell>",
          words: "shell to write for; default: the shell that runs this",
          choices: SHELLS,
        },
        { ...JSON_OPTION, conflicts: "shell" },
      ],
      examples: ['eval "$(actas sandbox env)"', "actas sandbox env | source      fish"],
    },
  ],
  examples: [
    "actas sandbox -- bash            a shell in a made-up AWS; `exit` ends it",
    "actas sandbox code               in there: the MFA code of the moment",
    "actas whoami staging             in there: acts as a role, asks for a code",
    "actas sandbox env                moves another terminal into one that runs",
    "actas sandbox --accounts 1000    with a large organisation to choose from",
    "actas sandbox --team -- bash     with a team's server, to try that out",
    "actas sandbox                    keeps one for other shells, until Ctrl-C",
  ],
});
