import { visit } from "jsonc-parser";
import { NotJson, parseCommentedJson } from "../commented-json.ts";
import { whyNotJson } from "./why-not-json.ts";

/** No file that people write has nearly as many objects and arrays in each other. */
const DEEPEST = 20;

/** Names that have a meaning in every JavaScript object. */
const OF_OBJECTS = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Parses JSON that comes from elsewhere. Names that two programs may read differently are refused: one that stands twice
 * in an object, and one that every JavaScript object has.
 *
 * @throws {NotJson} with the line at fault
 */
export function strictJson(text: string): unknown {
  refuseOddNames(text);
  const reason = whyNotJson(text);
  if (reason) throw new NotJson(reason);
  try {
    return JSON.parse(text);
  } catch {
    throw new NotJson("it is not JSON");
  }
}

/** The same for a file that people write, with comments and commas at an end. @throws {NotJson} */
export function strictCommentedJson(text: string): unknown {
  refuseOddNames(text);
  return parseCommentedJson(text);
}

function refuseOddNames(text: string): void {
  const objects: Set<string>[] = [];
  let depth = 0;
  const begin = (): void => {
    depth += 1;
    if (depth > DEEPEST) throw new NotJson("it is nested too deeply");
  };
  const end = (): void => {
    depth -= 1;
  };
  visit(text, {
    onArrayBegin: begin,
    onArrayEnd: end,
    onObjectBegin: () => {
      begin();
      objects.push(new Set());
    },
    onObjectEnd: () => {
      end();
      objects.pop();
    },
    onObjectProperty: (name, _offset, _length, line) => {
      const names = objects.at(-1);
      if (OF_OBJECTS.has(name)) throw new NotJson(`line ${line + 1}: no name in it may be ${name}`);
      if (names?.has(name)) throw new NotJson(`line ${line + 1}: an object has a name twice`);
      names?.add(name);
    },
  });
}
