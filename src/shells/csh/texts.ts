/** What the prompt has of ours: tcsh shows what these variables have, and expands none of it. */
const IN_PROMPT = "%{%$_actas_on%}%$_actas_shown%{%$_actas_off%}";

/**
 * Texts that the aliases evaluate, each in a variable `_actas_NAME`. A condition guards one statement only, so whatever
 * has more is a text of its own.
 */
export const TEXTS: Readonly<Record<string, string>> = {
  as: [
    "set _actas_first = ($_actas_args:q none none);",
    "set _actas_next = $_actas_do:q;",
    "if ($_actas_first[1]:q == deactivate) set _actas_next = $_actas_deactivate:q;",
    "eval $_actas_next:q",
  ].join(" "),
  /** What the program prints is evaluated. The status is in it, unless Ctrl-C has come first. */
  do: [
    "if ($?_actas_own_precmd) eval $_actas_hook_again:q;",
    "set _actas_by = ();",
    "set _actas_status = 130;",
    "eval $_actas_take:q;",
    "(exit $_actas_status)",
  ].join(" "),
  take: [
    "set _actas_text = ':';",
    'set _actas_text = "`_actas_ask`";',
    "eval : $_actas_text:q;",
    "unset _actas_text;",
  ].join(" "),
  deactivate: [
    "set _actas_next = $_actas_no_option:q;",
    "if ($_actas_first[2]:q == --keep-creds) set _actas_next = $_actas_bye:q;",
    "if ($_actas_first[2]:q == none) set _actas_next = $_actas_end:q;",
    "eval $_actas_next:q",
  ].join(" "),
  end: "set _actas_args = (-); set _actas_status = 0; if ($_actas_undo:q != '') eval $_actas_do:q; eval $_actas_undo:q; eval $_actas_bye:q",
  /** Leaves nothing of ours, this text included. */
  bye: [
    "eval $_actas_unword:q;",
    "if ($?_actas_own_precmd) eval $_actas_unhook:q;",
    "unalias _actas_*;",
    "unset _actas_*",
  ].join(" "),
  no_option: said("cannot deactivate: there is no option but --keep-creds", 2),
  nothing: said("cannot run a command: this shell acts as nothing", 1),
  hook_up: ["set _actas_tried = 0;", "eval $_actas_hook_on:q"].join(" "),
  hook_on: [
    'set _actas_own_precmd = "`alias precmd`";',
    // Theirs comes first: it may look at the status of the last command, and set the whole prompt.
    "alias precmd $_actas_own_precmd:q ';_actas_prompted;';",
    'set _actas_precmd = "`alias precmd`"',
  ].join(" "),
  /** Tools whose line comes after ours put theirs in its place, as direnv does, or around it, as starship does. */
  hook_again: 'if ("`alias precmd`" !~ *_actas_prompted*) eval $_actas_hook_on:q',
  unhook: [
    'set _actas_now = "`alias precmd`";',
    "if ($_actas_now:q == $_actas_precmd:q) eval $_actas_hook_off:q;",
    "if ($_actas_now:q != $_actas_precmd:q && $_actas_now:q =~ *_actas_prompted*) alias precmd $_actas_now:s/;_actas_prompted;//:q;",
    "if ($?prompt) eval $_actas_unprompt:q;",
  ].join(" "),
  hook_off: "unalias precmd; if ($#_actas_own_precmd) alias precmd $_actas_own_precmd:q",
  /** Before each prompt. csh has no clock of its own: where a time matters, and only there, date(1) is asked. */
  hook: [
    "eval $_actas_look:q;",
    "set _actas_is_due = 0;",
    "if ($?_actas_agent || $?_actas_due) eval $_actas_look_due:q;",
    "if ($_actas_is_due) eval $_actas_renew:q;",
    "if ($?_actas_moves) eval $_actas_move:q;",
    "if ($_actas_prompts) eval $_actas_show:q",
  ].join(" "),
  look: [
    "set _actas_mark = '';",
    "if ($?ACTAS_TARGET && $?AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE) eval $_actas_look_file:q;",
    "if ($?_actas_until) eval $_actas_look_until:q",
  ].join(" "),
  move: "if ($cwd:q != $_actas_at:q) eval $_actas_moved:q",
  moved: "set _actas_at = $cwd:q; set _actas_args = (--entered); eval $_actas_do:q",
  look_file:
    'if (! -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:q || -e $AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:h:q/ended) set _actas_mark = " ended"',
  look_until: 'if ("`date -u +%Y%m%d%H%M%S`" >= $_actas_until) set _actas_mark = " expired"',
  look_due: [
    "if ($_actas_mark:q != '') set _actas_is_due = 1;",
    "if ($?_actas_agent) eval $_actas_look_agent:q;",
    "if ($?_actas_due) eval $_actas_look_time:q",
  ].join(" "),
  /** A process that has ended stays in the table, as one thread, until its parent has looked. The agent has more. */
  look_agent:
    "if (-d /proc/self && (! -d /proc/$_actas_agent || -N /proc/$_actas_agent/task == 3)) set _actas_is_due = 1",
  look_time: 'if ("`date -u +%Y%m%d%H%M%S`" >= $_actas_due) set _actas_is_due = 1',
  /** At most once a minute, and without a word. */
  renew: 'set _actas_minute = "`date -u +%Y%m%d%H%M`"; if ($_actas_minute != $_actas_tried) eval $_actas_do_renew:q',
  do_renew: [
    "set _actas_args = (--renew);",
    "set _actas_by = (sh -c 'exec \"$@\" </dev/null 2>/dev/null' sh);",
    "eval $_actas_take:q;",
    "set _actas_tried = $_actas_minute;",
    "eval $_actas_look:q",
  ].join(" "),
  show: [
    "set _actas_on = ''; set _actas_off = '';",
    "if ($?_actas_colour && ! $?NO_COLOR) eval $_actas_paint:q;",
    "set _actas_label = '-';",
    "if ($?ACTAS_TARGET) eval $_actas_named:q;",
    "set _actas_shown = '('$_actas_label:q$_actas_mark:q') ';",
    "if ($?prompt) eval $_actas_place:q",
  ].join(" "),
  /** tcsh shows control characters of a variable as text. */
  named: "set _actas_label = $ACTAS_TARGET:q",
  paint: [
    `if (! $?_actas_escape) set _actas_escape = "\`printf '\\033['\`";`,
    "set _actas_on = $_actas_escape:q'3'$_actas_colour'm'; set _actas_off = $_actas_escape:q'39m'",
  ].join(" "),
  /** Other tools put theirs before ours, as a virtual environment does, or set the whole prompt. */
  place: 'if ("$prompt:q" !~ *_actas_shown*) eval $_actas_put:q',
  put: unlessReadOnly("put_it", "put_not"),
  put_it: `set _actas_ps = '${IN_PROMPT}'; set prompt = ($_actas_ps:q$prompt:q)`,
  put_not: `set _actas_prompts = 0; sh -c 'echo "actas: note: prompt is read-only, so it does not say what this shell acts as" >&2'`,
  unprompt: 'if ("$prompt:q" =~ *_actas_shown*) eval $_actas_cut:q',
  cut: unlessReadOnly("cut_it", "cut_not"),
  cut_it: `set prompt = ($prompt:s/${IN_PROMPT}//:q)`,
  cut_not: ":",
};

/** The last lines of `actas shell init csh`. */
export const AFTER_INIT: readonly string[] = ["if ($?prompt && ! $?_actas_own_precmd) eval $_actas_hook_up:q;"];

function said(problem: string, status: number): string {
  return `sh -c 'echo "actas: error: ${problem}" >&2'; (exit ${status})`;
}

/** Goes on with a text, or if the prompt is read-only with another: to assign it all the same would end all that runs. */
function unlessReadOnly(text: string, other: string): string {
  return [
    `set _actas_next = $_actas_${text}:q;`,
    'set _actas_fixed = ("`set -r`");',
    `if (" $_actas_fixed:q " =~ *' 'prompt[^a-z0-9_]*) set _actas_next = $_actas_${other}:q;`,
    "unset _actas_fixed;",
    "eval $_actas_next:q",
  ].join(" ");
}
