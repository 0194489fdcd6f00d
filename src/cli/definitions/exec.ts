import { credentialOptions, PICK } from "./credential-options.ts";
import type { CommandDefinition } from "./definition.ts";

/** Like env(1), `exec` has one status for all failures of its own: the others are its command's. */
const FAILED = 125;

/** `actas exec [TARGET] [--] CMD…` */
export const exec = (): CommandDefinition => ({
  usage: "[options] [target] [--] [command] [args...]",
  arguments: [{ name: "[words...]" }],
  passThrough: true,
  options: [
    PICK,
    ...credentialOptions(FAILED),
    {
      flags: "--mode <mode>",
      words:
        "how the command gets them: from an endpoint that renews them (container), the default, in variables (env), or in a credentials file that is kept fresh (file)",
      heading: "Output",
      choices: ["container", "env", "file"],
      // `ecs` and `static` are the words of another tool.
      meanings: { container: "container", ecs: "container", env: "env", static: "env", file: "file" },
    },
    {
      flags: "--container",
      words: "give them to the container that `podman run` or `docker run` starts, for as long as it runs",
      heading: "Output",
    },
    {
      flags: "--shell-fallback",
      words:
        "run a command that PATH does not have as an alias or function of your shell; at a terminal that is so anyway",
    },
  ],
  examples: [
    "actas exec staging -- terraform plan",
    "actas exec --profile ana arn:aws:iam::111122223333:role/Dev -- aws s3 ls",
    "actas exec --mode env staging -- ./old-tool-that-knows-only-variables",
    "actas exec --container staging -- podman run --rm -it my-image",
    "actas exec --mode file staging -- ./nightly-backup.sh",
    "actas exec auto -- make deploy           the role of this project, as its .actas.json says",
    "actas exec --pick -- aws s3 ls           choose from all roles there are",
    "actas exec --pick data -- aws s3 ls      choose from those that `data` finds",
    "actas exec staging                       your shell, acting as the role; `exit` ends it",
    "actas exec                               the same, the role chosen from all there are",
  ],
  notes: `Options stand before the target: everything after it belongs to the command.
The target is a profile, a role ARN or SOURCE:ROLE, or \`auto\`, which is what the
project's .actas.json says; without one, as in \`actas exec -- CMD\`, AWS_PROFILE
names it. Without a command, on a terminal, it is your shell that runs.
What you type may also be an alias or a function of your shell.

The command keeps the terminal, signals and exit status. Our own failures end
with 125, a command that cannot start with 126, one that is not found with 127.`,
});
