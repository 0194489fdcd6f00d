import { shellArgument } from "../../base/shell-word.ts";
import { pathsFrom } from "../../files/paths.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";
import { whatChanged } from "./what-changed.ts";
import { type NewSource, writeSource } from "./write-source.ts";

/** Writes a source file, and says where it is, what it replaced and what to type next. @throws {ActasError} */
export async function saveSource(source: NewSource, next: "say how to sign in" | "sign in"): Promise<void> {
  // Only where HOME is set, as for everything else that is kept.
  pathsFrom(process.env, undefined, "");
  const { path, replaced } = await writeSource(source, requestEnvironment());
  const lines = replaced === undefined ? [] : whatChanged(replaced, source.content);
  for (const line of lines) say(`actas: replaced: ${line}`);
  const hint = `; sign in with \`actas login ${shellArgument(source.content.id)}\``;
  printText([`wrote ${path}${next === "sign in" ? "" : hint}`]);
}
