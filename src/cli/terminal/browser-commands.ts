import type { Environment } from "../../base/environment.ts";
import { pageOpeners } from "../../system/desktop.ts";
import { findProgram } from "../../system/find-program.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";

/** A command that may open a page, or why it cannot be run. */
export type BrowserCommand = { readonly words: readonly string[] } | { readonly problem: string };

/**
 * The commands to open `url`, in the order they are tried: those of `BROWSER`, or without it the system's.
 *
 * `BROWSER` is a list with colons between, as for Python's `webbrowser` and for `xdg-open`: words as a shell splits
 * them, `%s` for the URL, which else is the last word, `%c` for a colon and `%%` for a percent sign. No shell runs it.
 */
export function browserCommands(url: string, environment: Environment): readonly BrowserCommand[] {
  const own = (environment.BROWSER ?? "").split(":").filter((entry) => entry.trim() !== "");
  if (own.length > 0) return own.map((entry) => commandFrom(entry.trim(), url, environment));
  return pageOpeners(environment).flatMap((name) => {
    const path = pathOf(name, environment);
    return path ? [{ words: [path, url] }] : [];
  });
}

/** The command of a browser that the user names, with its words. */
export function browserCommand([program = "", ...words]: readonly string[], environment: Environment): BrowserCommand {
  const path = pathOf(program, environment);
  return path ? { words: [path, ...words] } : { problem: `${program} cannot be found or run` };
}

/** In WSL the value may be the name of one program with blanks in it, usually unquoted. */
function commandFrom(entry: string, url: string, environment: Environment): BrowserCommand {
  const words = pathOf(entry, environment) ? [entry] : wordsOf(entry);
  const [program, ...rest] = words ?? [];
  if (!program) return { problem: `BROWSER is no command: ${entry}` };
  const path = pathOf(program, environment);
  if (!path) return { problem: `${program}, which BROWSER names, cannot be found or run` };
  // `xdg-open` passes it to a shell, which would run it in the background; we do so anyway.
  const parameters = rest.at(-1) === "&" ? rest.slice(0, -1) : rest;
  const hasUrl = parameters.some((word) => /(^|[^%])(%%)*%s/.test(word));
  return { words: [path, ...parameters.map((word) => filled(word, url)), ...(hasUrl ? [] : [url])] };
}

function filled(word: string, url: string): string {
  return word.replace(/%([sc%])/g, (_, letter) => (letter === "s" ? url : letter === "c" ? ":" : "%"));
}

/** A path is the user's own choice, while a name must find no program of the folder that one works in. */
function pathOf(program: string, { PATH = "" }: Environment): string | undefined {
  if (program.includes("/")) return Bun.which(program, { PATH }) ?? undefined;
  return findProgram(program, { ...ownSurroundings(), environment: { PATH } });
}

/** One piece of a word: text in quotes of either kind, a character after a backslash, or other characters. */
const PIECE = /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/sy;

/** The words of a text as a POSIX shell splits it, without expansion; undefined when a quote is not closed. */
export function wordsOf(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (let word: string | undefined; ; ) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text);
    if (piece) {
      const [whole, single, double, escaped, plain] = piece;
      word = (word ?? "") + (single ?? double?.replace(/\\(["\\$`])/g, "$1") ?? escaped ?? plain ?? "");
      at += whole.length;
      continue;
    }
    if (word !== undefined) words.push(word);
    word = undefined;
    if (at >= text.length) return words;
    if (!/\s/.test(text.charAt(at))) return undefined;
    at++;
  }
}
