import { becomeCommand } from "../../system/processes/exec.ts";
import { inheritedDescriptors } from "../../system/processes/inherited-descriptors.ts";
import { ownArgv } from "../../system/processes/own-argv.ts";
import { selfCommand } from "../../system/processes/self-command.ts";
import type { Actions } from "../command-line/action.ts";

/** `actas compat TOOL ARGS…` */
export const compatActions: Actions = {
  "": async ([tool = "", ...words]: readonly string[]) => {
    const inherited = inheritedDescriptors();
    const { translated } = await import("../command-line/compat/translated.ts");
    const line = translated(tool, words, process.env);
    const own = line.words.slice(0, line.words.length - line.commandWords);
    const before = [...selfCommand(), ...own].map((word) => new TextEncoder().encode(`${word}\0`));
    const command = line.commandWords > 0 ? ownArgv(line.commandWords) : [];
    becomeCommand([...before, ...command], line.variables, inherited);
  },
};
