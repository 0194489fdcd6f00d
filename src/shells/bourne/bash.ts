import hook from "./bash.sh" with { type: "text" };
import { bourne } from "./bourne.ts";
import prompt from "./prompt.sh" with { type: "text" };

export const bash = bourne({
  name: "bash",
  // bash before 4 does not know it.
  pid: `$$; if ((BASH_SUBSHELL)); then _actas_pid=\${BASHPID:-$(\\exec sh -c "echo \\$PPID")}; fi`,
  builtins: "by-builtin",
  hyphens: "unless-posix",
  hook: prompt + hook,
});
