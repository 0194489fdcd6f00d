import hook from "./bash.sh" with { type: "text" };
import { bourne } from "./bourne.ts";
import prompt from "./prompt.sh" with { type: "text" };

export const bash = bourne({
  name: "bash",
  pid: `$$; if ((BASH_SUBSHELL)); then _actas_pid=\${BASHPID:-$$}; fi`,
  hyphens: "unless-posix",
  hook: prompt + hook,
});
