import { join } from "node:path";
import { counted } from "../../base/counted.ts";
import { ActasError } from "../../base/errors.ts";
import { mapInText } from "../../role-map/built/built-map.ts";
import { diffLists } from "../../role-map/built/diff-lists.ts";
import { GROUPS_FILE, listsInText, mozillaFiles } from "../../role-map/mozilla/mozilla-files.ts";
import type { Lists } from "../../role-map/mozilla/python-json.ts";
import { isDirectory } from "../../system/is-directory.ts";
import { printJson } from "../json/print-json.ts";
import { printText } from "../terminal/print-text.ts";
import { placeOf, textOf } from "./read-roles.ts";

export interface DiffFlags {
  readonly json?: true;
}

/** `actas role-map diff`. */
export async function diffRoleMaps(old: string, now: string, { json }: DiffFlags): Promise<void> {
  const groups = diffLists(await listsIn(old), await listsIn(now));
  if (json)
    printJson("role-map diff", {
      groups: groups.map(({ added, name, removed }) => ({ name, added: [...added], removed: [...removed] })),
    });
  else {
    const lines = groups.flatMap(({ added, name, removed }) => [
      name,
      ...added.map((arn) => `  + ${arn}`),
      ...removed.map((arn) => `  - ${arn}`),
    ]);
    printText([...lines, `${counted(groups.length, "group")} changed`]);
  }
}

async function listsIn(place: string): Promise<Lists> {
  const file = place !== "-" && isDirectory(place) ? join(place, GROUPS_FILE) : place;
  const text = await textOf(file, "map of groups to roles");
  const map = mapInText(text);
  const lists = typeof map === "string" ? listsInText(text) : mozillaFiles(map).groups;
  if (lists) return lists;
  throw new ActasError("usage", `cannot read a map in ${placeOf(file)}: it is no JSON object with lists of roles`, {
    hints: ["`actas role-map build --out FOLDER` writes one"],
  });
}
