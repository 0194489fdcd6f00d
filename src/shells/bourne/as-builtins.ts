/** How a shell is told to run its own command of a name, although a function of the user's has it. */
export type Builtins = "by-builtin" | "by-command";

/** A POSIX shell finds these before it looks for functions. */
const SPECIAL = "command|continue|eval|exec|exit|export|readonly|return|set|shift|trap|unset|:";
const OTHERS =
  "alias|complete|declare|echo|emulate|false|kill|local|printf|read|setopt|shopt|test|typeset|ulimit|unalias|zmodload";
const SPELLED = new RegExp(`\\\\(?:(${SPECIAL})|(${OTHERS}))(?![\\w=-])`, "g");

/** A text of ours in which a backslash stands before each command, as the shell has to read it. */
export function asBuiltins(text: string, builtins: Builtins): string {
  return text.replace(SPELLED, (whole, special: string | undefined, other: string | undefined) => {
    if (builtins === "by-builtin") return `\\builtin ${special ?? other}`;
    return other === undefined || other === "local" ? whole : `\\command ${other}`;
  });
}
