import { printLines } from "../../system/print.ts";
import { terminalColumns } from "../../system/terminal/terminal-columns.ts";
import { inShell, typedProfile } from "../../targets/typed-target.ts";
import type { Actions } from "../command-line/action.ts";
import { printJson } from "../json/print-json.ts";
import type { ImportFlags } from "../setup/keys/import-key.ts";
import type { RotateFlags } from "../setup/keys/rotate-key.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";
import { sayEmpty } from "../terminal/say-empty.ts";
import { table } from "../text/table.ts";

/** `actas keys import|add|list|export|rotate|remove` */
export const keysActions: Actions = { import: importFrom, add, list, export: print, rotate, remove };

interface JsonFlag {
  readonly json?: true;
}

async function importFrom(profile: string, { json, ...flags }: ImportFlags & JsonFlag): Promise<void> {
  const { importKey } = await import("../setup/keys/import-key.ts");
  const imported = await importKey(profile, flags);
  if (json) return printJson("keys import", imported);
  const { accessKeyId, alsoInTheClear, command, paths } = imported;
  printText([...paths.map((path) => `changed ${path}`), `${accessKeyId} is in the keyring now, and not in a file`]);
  if (command) printText([`other tools get credentials by \`${command}\``]);
  else {
    const hint = `\`actas keys import --process ${inShell(typedProfile(profile))}\` lets them`;
    say(`actas: note: other tools find no key in the profile any more; ${hint}`);
  }
  for (const other of alsoInTheClear)
    say(`actas: note: \`actas keys import ${inShell(typedProfile(other))}\` moves the same key out of its file`);
}

async function add(profile: string, { json }: JsonFlag): Promise<void> {
  const { addKey } = await import("../setup/keys/add-key.ts");
  const added = await addKey(profile);
  if (json) return printJson("keys add", added);
  printText([...added.paths.map((path) => `changed ${path}`), `${added.accessKeyId} is in the keyring now`]);
}

async function list({ json }: JsonFlag): Promise<void> {
  const { listKeys, placeInWords } = await import("../setup/keys/list-keys.ts");
  const listed = await listKeys();
  if (json) return printJson("keys list", listed);
  if (listed.keys.length === 0) return sayEmpty("no long-term key in the AWS files or a keyring");
  const rows = listed.keys.map((key) => [key.accessKeyId, key.profiles.join(", "), placeInWords(key)]);
  printLines(table([["KEY", "PROFILE", "WHERE"], ...rows], terminalColumns()));
}

async function print(profile: string, { json }: JsonFlag): Promise<void> {
  await (await import("../setup/keys/export-key.ts")).exportKey(profile, json ? "json" : "file");
}

async function rotate(profile: string, { json, ...flags }: RotateFlags & JsonFlag): Promise<void> {
  const { rotateKey } = await import("../setup/keys/rotate-key.ts");
  const done = await rotateKey(profile, flags);
  if (json) return printJson("keys rotate", done);
  const { accessKeyId, others, replaced } = done;
  const named = [profile, ...others].map((name) => `profile "${name}"`);
  if (done.state === "taken-back") return printText(named.map((name) => `${name} has ${accessKeyId} again`));
  const outcome = done.state === "done" ? `deleted ${replaced}` : `${replaced} is inactive`;
  printText([...named.map((name) => `${name} has ${accessKeyId} now`), outcome]);
}

async function remove(named: string, { json, yes }: JsonFlag & { readonly yes?: true }): Promise<void> {
  const { removeKey } = await import("../setup/keys/remove-key.ts");
  const done = await removeKey(named, yes ? { yes } : {});
  if (json) return printJson("keys remove", done);
  const { accessKeyId, paths, removed, stillNamedBy } = done;
  printText(paths.map((path) => `changed ${path}`));
  if (stillNamedBy.length > 0) return printText([`${accessKeyId} stays in the keyring for ${stillNamedBy.join(", ")}`]);
  printText([removed ? `removed ${accessKeyId} from the keyring` : `no keyring had ${accessKeyId}`]);
  say(`actas: note: AWS still takes ${accessKeyId}; deactivate or delete it there if nobody else uses it`);
}
