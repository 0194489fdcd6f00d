import { singleQuoted } from "../../base/shell-word.ts";
import type { InitOptions } from "../shell-dialect.ts";

/** Whether a function may be called `aws-as`: always, unless the shell is in its POSIX mode, or never. */
export type Hyphens = "in-functions" | "unless-posix" | "in-aliases";

/** Statements that define a word that users type, and that remove it within a function. */
interface Word {
  readonly define: string;
  readonly remove: string;
}

/** Defines the words that users type, and `_actas_unword`, which removes them. In a script `as` is the assembler's. */
export function words(hyphens: Hyphens, { name, program, words: which }: InitOptions): string {
  const own = name === undefined ? inShellOrScript("as", "actas-as", hyphens) : word(name, "_actas_as", hyphens);
  const others = which === "compat" ? Object.entries(ofOtherTools(program)) : [];
  const all = [own, ...others.map(([other, body]) => word(other, body, hyphens))];
  const unword = ["_actas_unword() {", ...all.map(({ remove }) => remove), "};"];
  return [...all.map(({ define }) => define), ...unword].map((line) => `${line}\n`).join("");
}

/** The words of aws-as and of the Mozilla AWS CLI, and the one that users of Mairu give themselves. */
function ofOtherTools(program: string): Readonly<Record<string, string>> {
  return {
    "aws-as": "_actas_as",
    "aws-as-deactivate": "_actas_as deactivate",
    "maws-logout": "_actas_as -",
    aagg: "_actas_only",
    ae: `\\command ${singleQuoted(program)} exec auto`,
  };
}

function inShellOrScript(typed: string, inScript: string, hyphens: Hyphens): Word {
  const [first, second] = [word(typed, "_actas_as", hyphens), word(inScript, "_actas_as", hyphens)];
  const either = (one: string, other: string): string => `case $- in *i*) ${one} ;; *) ${other} ;; esac;`;
  return { define: either(first.define, second.define), remove: either(first.remove, second.remove) };
}

/** An alias of the user's that has this name is put aside, and comes back in the end. */
function word(name: string, body: string, hyphens: Hyphens): Word {
  const alias = `_actas_alias_${name.replaceAll("-", "_")}`;
  const aside = `if \\alias ${name} >/dev/null 2>&1; then ${alias}=$(\\alias ${name}); \\unalias ${name}; fi;`;
  const back = `case \${${alias}+x} in x) \\eval "\\\\alias \${${alias}#alias }"; \\unset -v ${alias};; esac;`;
  const ours = definition(name, body, hyphens);
  const first = `case \${_actas_words-} in *" ${name} "*) ;; *) \\unset -v ${alias}; ${aside} _actas_words="\${_actas_words-} ${name} ";; esac;`;
  return { define: `${first} ${ours.define}`, remove: `${ours.remove} ${back}` };
}

function definition(name: string, body: string, hyphens: Hyphens): Word {
  // Evaluated on its own: a shell replaces an alias of this name when it reads a definition.
  const asFunction = {
    define: `\\eval ${singleQuoted(`${name}() { ${body} "$@"; }`)};`,
    remove: `\\unset -f ${name};`,
  };
  const asAlias = {
    define: `\\alias ${name}=${singleQuoted(body)};`,
    remove: `\\unalias ${name} 2>/dev/null || \\:;`,
  };
  if (!name.includes("-") || hyphens === "in-functions") return asFunction;
  if (hyphens === "in-aliases") return asAlias;
  const inMode = (kind: "define" | "remove"): string =>
    `if \\shopt -qo posix; then ${asAlias[kind]} else ${asFunction[kind]} fi;`;
  return { define: inMode("define"), remove: inMode("remove") };
}
