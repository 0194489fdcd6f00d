import type { Environment } from "../base/environment.ts";
import type { ScreenProgram } from "./desktop.ts";
import { IS_MACOS } from "./libc.ts";

const TITLE = "Multifactor Authentication";

/** AppleScript gets the text as an argument, so nothing in it is code. */
const apple = (isHidden: boolean): string[] =>
  [
    ["-e", "on run argv"],
    [
      "-e",
      `text returned of (display dialog (item 1 of argv) default answer "" with title "${TITLE}"${isHidden ? " with hidden answer" : ""})`,
    ],
    ["-e", "end run"],
  ].flat();

/**
 * The programs that may ask for a line in a window, and print it, in the order they are tried.
 *
 * @param typed - `hidden`: what is typed is not shown; the box of Windows cannot do that
 */
export function codeDialogs(
  text: string,
  { WSL_DISTRO_NAME }: Environment,
  typed: "shown" | "hidden" = "shown",
): readonly ScreenProgram[] {
  const isHidden = typed === "hidden";
  if (IS_MACOS) return [{ name: "osascript", options: [...apple(isHidden), text] }];
  const linux = [
    {
      name: "zenity",
      options: ["--entry", ...(isHidden ? ["--hide-text"] : []), `--title=${TITLE}`, `--text=${asLabel(text)}`],
    },
    { name: "kdialog", options: ["--title", TITLE, isHidden ? "--password" : "--inputbox", asRichText(text)] },
  ];
  return WSL_DISTRO_NAME && !isHidden ? [...linux, windowsDialog(text)] : linux;
}

/** Both programs take a backslash for the beginning of an escape. */
function withoutEscapes(text: string): string {
  return text.replaceAll("\\", "\\\\");
}

/** `zenity` would leave out an underscore, and underline what follows: another device would be named. */
function asLabel(text: string): string {
  return withoutEscapes(text).replaceAll("_", "__");
}

/** `kdialog` guesses whether a text has markup in it; what is marked up as a whole leaves nothing to guess. */
function asRichText(text: string): string {
  return `<qt>${withoutEscapes(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</qt>`;
}

/** PowerShell also ends a quoted text at a typographic quote; all of them are doubled. */
function windowsDialog(text: string): ScreenProgram {
  const quoted = `'${text.replace(/['‘’‚‛]/g, "$&$&")}'`;
  const script = `Add-Type -AssemblyName Microsoft.VisualBasic; [Microsoft.VisualBasic.Interaction]::InputBox(${quoted}, '${TITLE}')`;
  const encoded = Buffer.from(script, "utf16le").toString("base64");
  return { name: "powershell.exe", options: ["-NoProfile", "-EncodedCommand", encoded] };
}
