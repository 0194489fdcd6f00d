import { bourne } from "./bourne.ts";
import hook from "./zsh.sh" with { type: "text" };

export const zsh = bourne({
  name: "zsh",
  options: "\\builtin setopt local_options no_warn_create_global;",
  hyphens: "in-functions",
  hook,
});
