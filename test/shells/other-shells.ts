import { pathOf } from "../support/needs.ts";
import type { ShellRow } from "./shells.ts";

const CSH_PROMPT = "set prompt = 'ready> '";
const FISH_PROMPT = "function fish_prompt; echo -n 'ready> '; end";

const CSH_BEFORE = `
set AWS_REGION = 'not exported'
setenv AWS_PROFILE 'a "profile" of $(mine)'
setenv AWS_SESSION_TOKEN
alias as 'echo an alias of mine'
alias precmd 'set prompts = x'
${CSH_PROMPT}
`;

const FISH_BEFORE = `
set -gu AWS_REGION 'not exported'
set -gx AWS_PROFILE 'a "profile" of $(mine)'
set -gx AWS_SESSION_TOKEN
function as; echo a function of mine; end
${FISH_PROMPT}
`;

/** Shells that are not of the Bourne family. */
export const OTHER_SHELLS: readonly ShellRow[] = [
  {
    name: "tcsh",
    tool: "tcsh",
    words: [pathOf("tcsh") ?? "tcsh", "-f"],
    script: ["tcsh", "-f"],
    before: CSH_BEFORE,
    prompt: CSH_PROMPT,
    source: (file) => `source ./${file}`,
    init: 'eval "`actas shell init csh`"',
    show: (label, variable) =>
      `set v = (); if ($?${variable}) eval 'set v = $${variable}:q'; echo ${label}=$v:q.; unset v`,
    dump: (file) => `(set; alias; env -0 | sort -z | tr '\\0' '\\n') >${file}`,
    volatile: /^(_|status|_=)/,
    hook: true,
  },
  {
    name: "fish",
    tool: "fish",
    // On another terminal it draws each line anew for each key.
    words: ["env", "TERM=dumb", "AWS_PAGER=", pathOf("fish") ?? "fish", "--no-config", "-i"],
    script: ["fish", "--no-config"],
    before: FISH_BEFORE,
    prompt: FISH_PROMPT,
    source: (file) => `source ./${file}`,
    init: "actas shell init fish | source",
    show: (label, variable) => `printf '%s=%s.\\n' ${label} "$${variable}"`,
    dump: (file) =>
      `begin; set; env -0 | sort -z | tr '\\0' '\\n'; functions -an; functions as fish_prompt fish_right_prompt; end >${file}`,
    volatile:
      /^(_|status\w*|pipestatus|CMD_DURATION|history|hist|COLUMNS|LINES|fish_kill\w*|__fish_\w+|_=)\b|^# Defined/,
    hook: true,
  },
];
