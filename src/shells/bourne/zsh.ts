import { bourne } from "./bourne.ts";
import hook from "./zsh.sh" with { type: "text" };

export const zsh = bourne({ name: "zsh", hyphens: "in-functions", hook });
