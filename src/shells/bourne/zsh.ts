import { bourne } from "./bourne.ts";
import prompt from "./prompt.sh" with { type: "text" };
import hook from "./zsh.sh" with { type: "text" };

export const zsh = bourne({
  name: "zsh",
  options: "\\builtin setopt local_options no_warn_create_global;",
  // Loaded only in a subshell, which takes it along when it ends.
  pid: `$$; if ((ZSH_SUBSHELL)); then \\builtin zmodload zsh/system; _actas_pid=\${sysparams[pid]}; fi`,
  hyphens: "in-functions",
  hook: prompt + hook,
});
