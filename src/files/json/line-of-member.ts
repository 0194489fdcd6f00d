import { findNodeAtLocation, parseTree } from "jsonc-parser";

/** The line in which a member of a JSON text begins, counted from 1; undefined when it is not there. */
export function lineOfMember(text: string, path: readonly (string | number)[]): number | undefined {
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, [...path]);
  // The name of a member stands before its value, and may be in a line of its own.
  const begin = typeof path.at(-1) === "string" ? node?.parent : node;
  return begin && text.slice(0, begin.offset).split("\n").length;
}
