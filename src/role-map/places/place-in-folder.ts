import { chmodSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { isCode, systemError } from "../../base/system-error.ts";
import { replaceFile } from "../../files/write-private-file.ts";
import type { MapPlace } from "./map-place.ts";

/** Others may read a map, as the umask says: it holds no secret, and a web server may be what gives it out. */
const NEW_FILE = 0o644;

/** A folder, made if it is not there. Files in it are replaced whole, and keep their access. */
export function placeInFolder(folder: string): MapPlace {
  const pathOf = (file: string): string => join(folder, file);
  const read = (file: string): string | undefined => {
    try {
      return readFileSync(pathOf(file), "utf8");
    } catch (error) {
      if (isCode(error, "ENOENT")) return undefined;
      throw systemError(error, `read ${pathOf(file)}`);
    }
  };
  return {
    nameOf: pathOf,
    read: async (file) => read(file),
    write: async (file, text) => {
      if (read(file) === text) return "unchanged";
      const path = pathOf(file);
      try {
        mkdirSync(folder, { recursive: true });
        replaceFile(path, text, (finished) => chmodSync(finished, modeOf(path)));
      } catch (error) {
        throw systemError(error, `write ${path}`);
      }
      return "written";
    },
  };
}

function modeOf(path: string): number {
  try {
    return statSync(path).mode & 0o777;
  } catch {
    return NEW_FILE & ~process.umask();
  }
}
