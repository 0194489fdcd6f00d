import { closeSync, openSync, readSync } from "node:fs";
import { readText } from "../read-bytes.ts";

/** What this program needs to run where nothing else is. */
export interface OwnLibraries {
  /** Where the system looks for what loads it: its name is in the program itself. */
  readonly loader: string;
  readonly libraries: readonly string[];
}

/** The name stands near the beginning, in the segment PT_INTERP: elf(5). */
const BEGINNING_BYTES = 4_096;

/** The files that the system has loaded for this program. Linux only. */
export function ownLibraries(): OwnLibraries {
  const mapped = readText("/proc/self/maps").matchAll(/ (\/\S*\/lib[^/\s]*\.so\S*)$/gm);
  return { loader: loaderIn(process.execPath), libraries: [...new Set([...mapped].map(([, path = ""]) => path))] };
}

function loaderIn(program: string): string {
  const beginning = Buffer.alloc(BEGINNING_BYTES);
  const fd = openSync(program, "r");
  readSync(fd, beginning);
  closeSync(fd);
  const texts = beginning.toString("latin1").split("\0");
  return texts.find((text) => /^\/.*\/ld[\w.-]+\.so\S*$/.test(text)) ?? "";
}
