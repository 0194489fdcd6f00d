import { SHELLS } from "../../base/shells.ts";
import { credentialOptions, PICK } from "./credential-options.ts";
import type { CommandDefinition, OptionDefinition } from "./definition.ts";

const MODE: OptionDefinition = {
  flags: "--mode <mode>",
  words: "how programs get credentials: from an endpoint that renews them (container), or in variables (env)",
  heading: "Output",
  choices: ["container", "env"],
  meanings: { container: "container", ecs: "container", env: "env", static: "env" },
};

/** `actas shell [TARGET]`, `actas shell init|hook|use` */
export const shell = (): CommandDefinition => ({
  alone: true,
  usage: "[options] [target|command]",
  arguments: [{ name: "[words...]" }],
  options: [PICK, ...credentialOptions(4), MODE],
  commands: [
    {
      name: "init",
      summary: "print the functions by which a shell acts as a target: `as`, and what goes with it",
      arguments: [{ name: "[shell]", words: `one of ${SHELLS.join(", ")}; default: the shell that runs this` }],
      options: [
        { flags: "-s, --bourne", words: "for a shell of the Bourne family: bash and zsh, or any other" },
        { flags: "-c, --csh", words: "for csh and tcsh", conflicts: "bourne" },
        { flags: "--name <word>", words: "the word to type; default: as, and in scripts actas-as" },
        { flags: "--no-prompt", words: "leave the prompt alone" },
        { flags: "--compat", words: "also the words of other tools: aws-as, aws-as-deactivate, aagg, maws-logout, ae" },
      ],
      examples: [
        'eval "$(actas shell init bash)"        in ~/.bashrc',
        'eval "$(actas shell init zsh)"         in ~/.zshrc',
        "actas shell init bash                  what that defines",
        'eval "$(actas shell init sh)"          in a script, where the word is actas-as',
      ],
      notes: `It defines functions; nothing is started and nobody is asked. \`as TARGET\` then has the
shell act as the target until you say otherwise, \`as\` lets you choose one, \`as auto\`
takes the project's, \`as --previous\` the one before. \`as -\` ends it, with all as it was
before, and \`as deactivate\` also takes the functions and the prompt away.`,
    },
    {
      name: "hook",
      summary: "print what has a shell look for the project's role in each directory it comes into",
      arguments: [
        { name: "[shell]", words: "bash, zsh, fish, csh, nu or powershell; default: the shell that runs this" },
      ],
      examples: [
        "actas shell hook fish",
        'eval "$(actas shell hook bash)"        in ~/.bashrc, below the line with `shell init`',
      ],
      notes: `Where a directory, or one above it, has a project file that you trust, the shell offers its
role in one line; where config.json says so, it takes the role, if that needs neither code nor
sign-in. When you leave, it acts as before. A file that is not trusted changes
nothing. No process is started before a prompt in the same directory.`,
    },
    {
      name: "use",
      summary: "what `as` runs: have the shell act as a target, or as nothing",
      usage: "[options] [target]",
      arguments: [{ name: "[words...]" }],
      options: [
        PICK,
        ...credentialOptions(4),
        MODE,
        { flags: "--previous", words: "the target before", heading: "Target" },
        { flags: "--none", words: "nothing, with all as it was before; also `-` and `_`", heading: "Target" },
        { flags: "--renew", hidden: true },
        { flags: "--entered", hidden: true },
        { flags: "--shell <shell>", choices: SHELLS, hidden: true },
        { flags: "--pid <number>", hidden: true },
        { flags: "--state <text>", hidden: true },
      ],
      examples: [
        "as staging                 this shell acts as staging, until you say otherwise",
        "as                         choose from a list",
        "as auto                    the role of this project",
        "as --previous              the target before",
        "as -                       nothing, with all as it was before",
        "as deactivate              the same, and `as` and the prompt go, too",
        "as --mode env staging      keys in variables",
        "actas status --here        says what this shell acts as",
        "actas shell use --help     the options that go with `as`",
      ],
    },
  ],
  examples: [
    "actas shell staging                    your shell within this one, acting as the role; `exit` ends it",
    "actas shell                            the same, the role chosen from all there are",
    "actas shell init bash                  the functions of a shell, in which `as` changes what it acts as",
  ],
  notes: `The shell reads its start-up files as always; then its prompt says what it acts as, and
\`as\` is there, as after \`shell init\`. In tcsh that is so only where a start-up file has the
line for it.`,
});
