import { bourne } from "./bourne.ts";
import prompt from "./prompt.sh" with { type: "text" };
import hook from "./zsh.sh" with { type: "text" };

export const zsh = bourne({
  name: "zsh",
  // Ctrl-C puts back what is local. An alias of zsh can stand for any word of what is evaluated, not only for a command.
  options:
    "\\setopt local_options no_warn_create_global no_aliases; \\local _actas_set _actas_text _actas_status _actas_pid;",
  // Loaded only in a subshell, which takes it along when it ends.
  pid: `$$; if ((ZSH_SUBSHELL)); then \\zmodload zsh/system; _actas_pid=\${sysparams[pid]}; fi`,
  builtins: "by-builtin",
  hyphens: "in-functions",
  hook: prompt + hook,
});
