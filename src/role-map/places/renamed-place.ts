import type { MapPlace } from "./map-place.ts";

/** A place in which some files are called otherwise. @param names - by what they are called elsewhere */
export function renamedPlace(place: MapPlace, names: Readonly<Partial<Record<string, string>>>): MapPlace {
  const named = (file: string): string => names[file] ?? file;
  return {
    nameOf: (file) => place.nameOf(named(file)),
    read: (file) => place.read(named(file)),
    write: (file, text) => place.write(named(file), text),
  };
}
