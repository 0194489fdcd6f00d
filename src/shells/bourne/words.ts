import { singleQuoted } from "../../base/shell-word.ts";
import type { InitOptions } from "../shell-dialect.ts";
import { asBuiltins, type Builtins } from "./as-builtins.ts";

/** Whether a function may be called `aws-as`: always, unless the shell is in its POSIX mode, or never. */
export type Hyphens = "in-functions" | "unless-posix" | "in-aliases";

/** Statements that define a word that users type, and that remove it within a function. */
interface Word {
  readonly define: string;
  readonly remove: string;
}

/** How a shell takes definitions. */
interface Manner {
  readonly hyphens: Hyphens;
  readonly builtins: Builtins;
}

/** Defines the words that users type, and `_actas_unword`, which removes them. In a script `as` is the assembler's. */
export function words(manner: Manner, { name, program, words: which }: InitOptions): string {
  const own = name === undefined ? inShellOrScript("as", "actas-as", manner) : word(name, "_actas_as", manner);
  const others = which === "compat" ? Object.entries(ofOtherTools(program)) : [];
  const all = [own, ...others.map(([other, body]) => word(other, body, manner))];
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
    ae: `${singleQuoted(program)} exec auto`,
  };
}

function inShellOrScript(typed: string, inScript: string, manner: Manner): Word {
  const [first, second] = [word(typed, "_actas_as", manner), word(inScript, "_actas_as", manner)];
  const either = (one: string, other: string): string => `case $- in *i*) ${one} ;; *) ${other} ;; esac;`;
  return { define: either(first.define, second.define), remove: either(first.remove, second.remove) };
}

/** An alias and a function of the user's that have this name are put aside, and come back in the end. */
function word(name: string, body: string, manner: Manner): Word {
  const suffix = name.replaceAll("-", "_");
  const [alias, own] = [`_actas_alias_${suffix}`, `_actas_function_${suffix}`];
  const aside = [
    `\\unset -v ${alias} ${own};`,
    `if \\alias ${name} >/dev/null 2>&1; then ${alias}=$(\\alias ${name}); \\unalias ${name}; fi;`,
    functionAside(name, own, manner),
  ].join(" ");
  const back = [
    `\\unset -v ${own};`,
    `case \${${alias}+x} in x) \\eval "\\\\alias \${${alias}#alias }"; \\unset -v ${alias};; esac;`,
  ].join(" ");
  const ours = definition(name, body, own, manner);
  const first = `case \${_actas_words-} in *" ${name} "*) ;; *) ${aside} _actas_words="\${_actas_words-} ${name} ";; esac;`;
  return {
    define: `${asBuiltins(first, manner.builtins)} ${ours.define}`,
    remove: `${ours.remove} ${asBuiltins(back, manner.builtins)}`,
  };
}

/** dash and busybox can print no function: what they cannot give back, they say. */
function functionAside(name: string, own: string, { builtins, hyphens }: Manner): string {
  // Bash says so of a function that programs inherit.
  const print = hyphens === "unless-posix" ? "\\typeset -pf" : "\\typeset -f";
  const kept = `if \\typeset -f ${name} >/dev/null 2>&1; then ${own}=$(${print} ${name}); \\unset -f ${name};`;
  if (builtins === "by-builtin") return `${kept} fi;`;
  const note = `actas: note: this shell cannot give back the function "${name}" that it had`;
  const isLost = `! \\command -v typeset >/dev/null && [ "$(\\command -v ${name})" = ${name} ]`;
  return `${kept} elif ${isLost}; then \\echo '${note}' >&2; fi;`;
}

function definition(name: string, body: string, own: string, { builtins, hyphens }: Manner): Word {
  const back = `case \${${own}+x} in x) \\eval "\${${own}}";`;
  // Evaluated on its own: a shell replaces an alias of this name when it reads a definition. In ksh a function that runs
  // is removed only when it has ended, with what was defined in its place.
  const asFunction = {
    define: `${asBuiltins("\\eval", builtins)} ${singleQuoted(`${name}() { ${body} "$@"; }`)};`,
    remove: asBuiltins(`${back}; *) \\unset -f ${name};; esac;`, builtins),
  };
  const asAlias = {
    define: `${asBuiltins("\\alias", builtins)} ${name}=${singleQuoted(body)};`,
    remove: asBuiltins(`\\unalias ${name} 2>/dev/null || \\:; ${back}; esac;`, builtins),
  };
  if (!name.includes("-") || hyphens === "in-functions") return asFunction;
  if (hyphens === "in-aliases") return asAlias;
  const inMode = (kind: "define" | "remove"): string =>
    `if ${asBuiltins("\\shopt -qo posix", builtins)}; then ${asAlias[kind]} else ${asFunction[kind]} fi;`;
  return { define: inMode("define"), remove: inMode("remove") };
}
