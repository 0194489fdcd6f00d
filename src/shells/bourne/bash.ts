import hook from "./bash.sh" with { type: "text" };
import { bourne } from "./bourne.ts";

export const bash = bourne({
  name: "bash",
  pid: `$$; if ((BASH_SUBSHELL)); then _actas_pid=\${BASHPID:-$$}; fi`,
  hyphens: "unless-posix",
  hook,
});
