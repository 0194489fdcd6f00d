import type { EnvironmentChanges } from "../../base/environment.ts";
import { quotedForCsh, singleQuoted } from "../../base/shell-word.ts";
import type { Shell } from "../../base/shells.ts";
import { shellCalled } from "../../delivery/shell-export.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { makePrivateDirectory } from "../../files/private-directory.ts";
import { dialectOf } from "../../shells/dialects.ts";
import { isRunning } from "../../system/processes/is-running.ts";
import { pathOfProgram } from "./path-of-program.ts";

/** How a shell is started so that it has our functions and prompt after the user's own start-up files. */
interface PromptedShell {
  readonly options: readonly string[];
  readonly environment: EnvironmentChanges;
}

type Start = (functions: string) => PromptedShell;

/**
 * What starts the user's shell with what `shell init` prints for it, after the files that it always reads. A shell that
 * can only be told so by a file is given one, which removes itself.
 *
 * @param shell - the path of the shell
 */
export async function promptedShell(shell: string): Promise<PromptedShell> {
  const kind = shellCalled(shell.slice(shell.lastIndexOf("/") + 1));
  if (!kind) return { options: [], environment: {} };
  const { init } = await dialectOf(kind);
  return STARTS[kind](init({ program: pathOfProgram(), prompt: "shown", words: "own" }));
}

const STARTS: { readonly [S in Shell]: Start } = {
  bash: (functions) => {
    const file = `[ ! -r ~/.bashrc ] || . ~/.bashrc\n${functions}`;
    return { options: ["--rcfile", `${startFolder({ bashrc: file })}/bashrc`], environment: {} };
  },
  zsh: (functions) => ({ options: [], environment: { ZDOTDIR: startFolder(zshFiles(functions)) } }),
  sh: (functions) => {
    const { ENV } = process.env;
    const before = ENV === undefined ? "unset -v ENV\n" : `ENV=${singleQuoted(ENV)}\n`;
    const file = `${before}case \${ENV-} in ?*) [ ! -r "$ENV" ] || . "$ENV";; esac\n${functions}`;
    return { options: ["-i"], environment: { ENV: `${startFolder({ env: file })}/env` } };
  },
  csh: (functions) => {
    const folder = startFolder({ ".cshrc": cshFile(functions) }, (path) => `\\rm -rf -- ${quotedForCsh(path)}`);
    return { options: [], environment: { HOME: folder } };
  },
  fish: (functions) => ({ options: ["--init-command", functions], environment: {} }),
  nu: (functions) => ({ options: ["--execute", functions], environment: {} }),
  powershell: (functions) => ({ options: ["-NoExit", "-Command", functions], environment: {} }),
};

/** csh has no option for a file of its own either, and looks for it in the home directory only. */
function cshFile(functions: string): string {
  const { HOME } = process.env;
  const back =
    HOME === undefined ? "unsetenv HOME; unset home" : `setenv HOME ${quotedForCsh(HOME)}; set home = $HOME:q`;
  return [
    back,
    "set _actas_rc = .cshrc",
    "if ($?tcsh && -r ~/.tcshrc) set _actas_rc = .tcshrc",
    "if (-r ~/$_actas_rc) source ~/$_actas_rc",
    functions,
    "unset _actas_rc\n",
  ].join("\n");
}

/** On macOS a file that comes before the user's has zsh keep its history below the folder where it looks for files. */
const HISTORY_BACK =
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is for zsh
  'for _actas_at in HISTFILE ${(k)parameters[(I)SHELL_SESSION_*]}; do case ${(P)_actas_at-} in "$_actas_start"/*) : "${(P)_actas_at::=${ZDOTDIR-$HOME}${${(P)_actas_at}#$_actas_start}}";; esac; done; unset -v _actas_at';

/** zsh has no option for a file of its own: it is told to look elsewhere, and from there back. */
function zshFiles(functions: string): Readonly<Record<string, string>> {
  const { ZDOTDIR } = process.env;
  const back = ZDOTDIR === undefined ? "unset -v ZDOTDIR" : `export ZDOTDIR=${singleQuoted(ZDOTDIR)}`;
  const read = (name: string): string => `[ ! -r "\${ZDOTDIR-$HOME}/${name}" ] || . "\${ZDOTDIR-$HOME}/${name}"`;
  return {
    // The user's .zshenv may name another folder for the files that come after it.
    ".zshenv": `_actas_start=$ZDOTDIR\n${back}\n${read(".zshenv")}\n_actas_back=\${ZDOTDIR-}\nZDOTDIR=$_actas_start\n`,
    ".zshrc": `case $_actas_back in ?*) ZDOTDIR=$_actas_back;; *) unset -v ZDOTDIR;; esac\n${HISTORY_BACK}\nunset -v _actas_start _actas_back\n${read(".zshrc")}\n${functions}`,
  };
}

/**
 * A folder with start-up files. It is removed first in the last of them, since a file of the user's may never end. Where
 * one becomes another program before, its folder, which has the pid for its name, is removed for a later shell.
 */
function startFolder(files: Readonly<Record<string, string>>, removal = removalInBourne): string {
  using shells = makePrivateDirectory(`${ownPaths().runtime}/shells`);
  for (const name of shells.names()) if (!isRunning(Number(name)) || Number(name) === process.pid) shells.remove(name);
  using folder = shells.make(String(process.pid));
  const last = Object.keys(files).at(-1);
  for (const [name, text] of Object.entries(files)) {
    folder.write(name, name === last ? `${removal(folder.path)}\n${text}` : text);
  }
  return folder.path;
}

function removalInBourne(path: string): string {
  return `\\command rm -rf -- ${singleQuoted(path)}`;
}
