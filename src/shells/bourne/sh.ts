import { bourne } from "./bourne.ts";
import hook from "./posix.sh" with { type: "text" };

/** Any POSIX shell. */
export const sh = bourne({
  name: "sh",
  // Where options and variables can be local, Ctrl-C puts them back, too; in mksh, which calls us, `local -` prints all.
  options: `case \${KSH_VERSION:+x} in '') { \\local - _actas_set _actas_text _actas_status _actas_pid _actas_x; } >/dev/null 2>&1 || \\:;; esac;`,
  pid: [
    "$$;",
    // ksh ends no function at Ctrl-C that has a trap for it. A subshell of ksh is no process until it has to be one.
    `case \${KSH_VERSION-} in *93*) _actas_int=$(\\trap -p INT); \\trap : INT;; esac;`,
    `case \${KSH_VERSION-} in *93*) if \\eval '((.sh.subshell))'; then \\ulimit -c "$(\\ulimit -c)"; fi;; esac;`,
    `if [ -r /proc/self/stat ]; then IFS=' ' \\read -r _actas_pid _actas_x </proc/self/stat; \\unset -v _actas_x;`,
    `else _actas_pid=$(\\exec sh -c 'echo $PPID'); fi`,
  ].join(" "),
  builtins: "by-command",
  hyphens: "in-aliases",
  hook,
});
