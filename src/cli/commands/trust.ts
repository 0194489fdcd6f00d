import { ActasError } from "../../base/errors.ts";
import { jsonText } from "../../base/printable.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { type ProjectFile, readProjectFile } from "../../project-files/find-project-file.ts";
import { contentDigest, digestOf, type TrustRecord } from "../../project-files/trust-record.ts";
import { listTrust, removeAllTrust, removeTrust } from "../../project-files/trust-store.ts";
import { Terminal } from "../../system/terminal/terminal.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import type { Actions } from "../command-line/action.ts";
import { defaultInteraction } from "../environment/default-interaction.ts";
import { type Output, printJson } from "../json/print-json.ts";
import { namedProjectFile, projectFilePath } from "../target/named-project-file.ts";
import { currentTrust, trustDirectory, trustedSettings } from "../target/trusted-settings.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";
import { sayEmpty } from "../terminal/say-empty.ts";
import { table } from "../text/table.ts";
import { untilText } from "../text/until-text.ts";

/** `actas trust [FILE]`, `actas trust list|revoke` */
export const trustActions: Actions = { "": trust, list, revoke };

async function trust(
  named: string | undefined,
  { digest, json, show }: { digest?: string; json?: true; show?: true },
): Promise<void> {
  const file = await namedProjectFile(named);
  if (show) return await showFile(file);
  const before = await currentTrust(file);
  await trustedSettings(file, defaultInteraction(), digest === undefined ? {} : { confirmTrust: digest });
  const after = await currentTrust(file);
  if (after.state !== "matched")
    throw new ActasError("system", `cannot trust ${file.path}: it could not be kept on record`);
  const { path } = after.record;
  if (json) return printJson("trust", { path: file.path, already: before.state === "matched", by: path });
  const elsewhere = path === file.path ? "" : `, as ${path} is`;
  printText([`${before.state === "matched" ? "already trusted:" : "trusted"} ${file.path}${elsewhere}`]);
}

/** To the terminal, not to standard output: a program that has the digest could answer in place of the user. */
async function showFile(file: ProjectFile): Promise<void> {
  const { parseProjectFile } = await import("../../project-files/project-file.ts");
  const settings = parseProjectFile(file);
  using terminal = Terminal.open();
  if (!terminal) throw cannotShow(file);
  const said = jsonText(settings, "indented").split("\n");
  terminal.writeLines([`${file.path} says`, ...said, `its SHA-256 is ${contentDigest(file)}`]);
}

function cannotShow({ path }: ProjectFile): ActasError {
  return new ActasError("untrusted", `cannot show ${path}: there is no terminal`, {
    hints: [`run \`actas trust --show ${shellArgument(path)}\` in a terminal`],
  });
}

async function list({ json }: { readonly json?: true }): Promise<void> {
  const records = await listTrust(trustDirectory());
  const files = await Promise.all(records.map(async (record) => listed(record, await trustState(record))));
  if (json) return printJson("trust list", { files });
  if (files.length === 0) return sayEmpty("no project file is trusted; `actas trust` trusts the closest one");
  const rows = files.map(({ path, state, updatedAt }) => [path, state, untilText(updatedAt)]);
  printText(table([["FILE", "NOW", "TRUSTED"], ...rows], terminalColumns()));
}

async function revoke(
  named: string | undefined,
  { all, json }: { readonly all?: true; readonly json?: true },
): Promise<void> {
  if (all && named !== undefined) throw both();
  if (all) {
    const count = removeAllTrust(trustDirectory());
    if (json) return printJson("trust revoke", { revoked: count });
    return printText([count === 1 ? "took back the trust in 1 file" : `took back the trust in ${count} files`]);
  }
  const path = await projectFilePath(named);
  const isRemoved = removeTrust(trustDirectory(), path) === "removed";
  if (json) printJson("trust revoke", { revoked: isRemoved ? 1 : 0 });
  else printText([`${isRemoved ? "took back the trust in" : "was not trusted:"} ${path}`]);
  await noteOtherWorktree(path);
}

/** A file whose trust was revoked is still trusted if the same file in another worktree is. */
async function noteOtherWorktree(path: string): Promise<void> {
  const file = await readProjectFile(path).catch(() => undefined);
  const trust = file && (await currentTrust(file));
  if (trust?.state !== "matched") return;
  say(`actas: note: it still counts, because ${trust.record.path} in another worktree is trusted`);
  say(`actas: hint: \`actas trust revoke ${shellArgument(trust.record.path)}\` takes that back`);
}

function both(): ActasError {
  return new ActasError("usage", "cannot take back the trust: a file and `--all` were given", {
    hints: ["give one of them"],
  });
}

function listed({ content, path, updated_at }: TrustRecord, state: TrustState) {
  return { path, state, updatedAt: updated_at, content };
}

type TrustState = Output<"trust list">["files"][number]["state"];

/** Whether the record of a file still matches it. */
async function trustState({ path, digest }: TrustRecord): Promise<TrustState> {
  const file = await readProjectFile(path).catch(() => undefined);
  if (!file) return "gone";
  if (digestOf(file) !== digest) return "changed";
  return file.doubt ? "doubtful" : "trusted";
}
