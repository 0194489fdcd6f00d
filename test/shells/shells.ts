import { pathOf } from "../support/needs.ts";

/** A shell that acts as targets: how a test starts it, and how it is told what the test wants. */
export interface ShellRow {
  readonly name: string;
  /** What has to be installed. */
  readonly tool: string;
  /** What starts it at a terminal, without files of the user's. */
  readonly words: readonly string[];
  /** What starts a script in it. */
  readonly script: readonly string[];
  /** Text of a file, which the shell reads first: what it had before. It sets the prompt to `ready> `. */
  readonly before: string;
  /** Sets the prompt alone to `ready> `. */
  readonly prompt: string;
  readonly source: (file: string) => string;
  /** Defines the functions. */
  readonly init: string;
  /** Prints `LABEL=VALUE.`, or `LABEL=.` for a variable that is not set. */
  readonly show: (label: string, variable: string) => string;
  /** Writes to a file all that it has: variables, functions, aliases, options and traps. */
  readonly dump: (file: string) => string;
  /** Lines of that which are another each time. */
  readonly volatile: RegExp;
  /** Whether it calls functions before each prompt. */
  readonly hook: boolean;
}

const PROMPT = "PS1='ready> '";

/** A name with what a prompt or a shell could take for more than text. */
const BOURNE_BEFORE = `
AWS_REGION='not exported'
AWS_PROFILE='a "profile" of $(mine)'; export AWS_PROFILE
AWS_SESSION_TOKEN=; export AWS_SESSION_TOKEN
trap 'echo interrupted' USR1
alias as='echo an alias of mine'
IFS=:
set -u
set -C
${PROMPT}
`;

function bourne(name: string, tool: string, options: readonly string[], more: Partial<ShellRow> = {}): ShellRow {
  const program = pathOf(tool) ?? tool;
  return {
    name,
    tool,
    words: [program, ...options],
    script: [program, ...options.filter((option) => option === "sh")],
    before: BOURNE_BEFORE,
    prompt: PROMPT,
    source: (file) => `. ./${file}`,
    init: 'eval "$(actas shell init sh)"',
    show: (label, variable) => `printf '%s=%s.\\n' ${label} "\${${variable}-}"`,
    dump: (file) => `{ set; export -p; alias; trap; set -o; printf '%s\\n' "$-"; } >|${file}`,
    volatile: /^(export |declare -x |typeset -x )?(_|LINENO|SECONDS|RANDOM|PPID|EPOCH\w+|KSH_MATCH|HISTCMD|\?|!)=|_=/,
    hook: false,
    ...more,
  };
}

export const SHELLS: readonly ShellRow[] = [
  bourne("bash", "bash", ["--norc", "--noprofile", "-i"], {
    script: ["bash"],
    before: `${BOURNE_BEFORE}PROMPT_COMMAND='prompts=x'\n`,
    init: 'eval "$(actas shell init bash)"',
    dump: (file) =>
      `{ set; export -p; alias; trap; set -o; shopt; declare -f; complete -p; printf '%s\\n' "$-"; } >|${file}`,
    volatile:
      /^(declare -x )?(_|LINENO|SECONDS|S?RANDOM|EPOCH\w+|HISTCMD|BASH_\w+|PIPESTATUS|FUNCNAME|COLUMNS|LINES)=|_=/,
    hook: true,
  }),
  bourne("zsh", "zsh", ["-f", "-i", "+o", "prompt_sp"], {
    script: ["zsh", "-f"],
    init: 'eval "$(actas shell init zsh)"',
    dump: (file) => `{ set; export -p; alias; trap; setopt; functions; printf '%s\\n' "$-"; } >|${file}`,
    volatile:
      /^(typeset -x |export )?(_|LINENO|SECONDS|S?RANDOM|EPOCH\w+|HISTCMD|TTYIDLE|\?|!|\$|status|pipestatus|argv|historywords|history|COLUMNS|LINES|jobstates|jobtexts|commands|modules|parameters|funcstack)=|_=/,
    hook: true,
  }),
  bourne("dash", "dash", ["-i"]),
  bourne("busybox", "busybox", ["sh", "-i"]),
  bourne("ksh93", "ksh93", ["-i", "+o", "multiline"]),
  bourne("mksh", "mksh", ["-i"]),
];
