import type { Asked } from "./second-judge.ts";
import { parts } from "./second-variables.ts";
import { both, type Told } from "./told.ts";

/** How one value of the request is compared with one of the policy. */
export interface Compare {
  readonly matches: (actual: string, value: string, asked: Asked) => Told;
  /** `Not…`: true when none of the values match. */
  readonly inverted: boolean;
}

export const COMPARED: Readonly<Record<string, Compare>> = {
  ...pair("String", "Equals", (actual, value, asked) =>
    text(actual, value, asked, { wildcards: "literal", folded: false }),
  ),
  ...pair("String", "EqualsIgnoreCase", (actual, value, asked) =>
    text(actual, value, asked, { wildcards: "literal", folded: true }),
  ),
  ...pair("String", "Like", (actual, value, asked) => text(actual, value, asked, { wildcards: "wild", folded: false })),
  ...pair("Arn", "Equals", arn),
  ...pair("Arn", "Like", arn),
  ...ordered("Numeric", (written) => (/^[+-]?\d+(\.\d+)?$/.test(written) ? Number(written) : undefined)),
  ...ordered("Date", moment),
  Bool: { inverted: false, matches: (actual, value) => say(actual.toLowerCase() === value.toLowerCase()) },
  BinaryEquals: { inverted: false, matches: (actual, value) => say(actual === value) },
  IpAddress: { inverted: false, matches: (actual, value) => say(inRange(actual, value)) },
  NotIpAddress: { inverted: true, matches: (actual, value) => say(inRange(actual, value)) },
};

function pair(kind: string, name: string, matches: Compare["matches"]): Record<string, Compare> {
  return { [`${kind}${name}`]: { matches, inverted: false }, [`${kind}Not${name}`]: { matches, inverted: true } };
}

function ordered(kind: string, read: (written: string) => number | undefined): Record<string, Compare> {
  const by = (is: (a: number, b: number) => boolean, inverted = false): Compare => ({
    inverted,
    matches: (actual, value) => {
      const [a, b] = [read(actual), read(value)];
      return say(a !== undefined && b !== undefined && is(a, b));
    },
  });
  return {
    [`${kind}Equals`]: by((a, b) => a === b),
    [`${kind}NotEquals`]: by((a, b) => a === b, true),
    [`${kind}LessThan`]: by((a, b) => a < b),
    [`${kind}LessThanEquals`]: by((a, b) => a <= b),
    [`${kind}GreaterThan`]: by((a, b) => a > b),
    [`${kind}GreaterThanEquals`]: by((a, b) => a >= b),
  };
}

function say(is: boolean): Told {
  return is ? "yes" : "no";
}

interface Manner {
  readonly wildcards: "literal" | "wild";
  readonly folded: boolean;
}

function text(actual: string, value: string, asked: Asked, manner: Manner): Told {
  const pieces = parts(value, asked, manner.wildcards);
  if (pieces === "absent") return "no";
  if (pieces === "unknown") return "maybe";
  const fold = (written: string) => (manner.folded ? written.toLowerCase() : written);
  return say(
    fits(
      pieces.map((piece) => (piece.length > 1 ? piece : fold(piece))),
      [...fold(actual)],
    ),
  );
}

/** Each piece is one character, or `any` or `run`, which no character is. */
function fits(pieces: readonly string[], characters: readonly string[]): boolean {
  const [piece, ...rest] = pieces;
  if (piece === undefined) return characters.length === 0;
  if (piece === "run") return characters.some((_, at) => fits(rest, characters.slice(at))) || fits(rest, []);
  const [first, ...others] = characters;
  return first !== undefined && (piece === "any" || piece === first) && fits(rest, others);
}

/** "Each of the six colon-delimited components of the ARN is checked separately." */
function arn(actual: string, value: string, asked: Asked): Told {
  const pieces = parts(value, asked, "wild");
  if (pieces === "absent") return "no";
  if (pieces === "unknown") return "maybe";
  const [wanted, found] = [sixOf(pieces), sixOf([...actual])];
  if (wanted.length !== 6) return "maybe";
  if (found.length !== 6) return "no";
  return both(wanted.map((part, at) => say(fits(part, found[at] ?? []))));
}

function sixOf(characters: readonly string[]): string[][] {
  const six: string[][] = [[]];
  for (const character of characters) {
    if (character === ":" && six.length < 6) six.push([]);
    else six.at(-1)?.push(character);
  }
  return six;
}

function moment(written: string): number | undefined {
  if (/^\d+$/.test(written)) return Number(written);
  const at = Date.parse(written);
  return Number.isNaN(at) ? undefined : Math.floor(at / 1000);
}

function inRange(address: string, range: string): boolean {
  const [network = "", length] = range.split("/");
  const [a, b] = [bits(address), bits(network)];
  if (a === undefined || b === undefined || a.length !== b.length) return false;
  const kept = length === undefined ? a.length : Number(length);
  return a.slice(0, kept) === b.slice(0, kept);
}

/** An address as zeros and ones. */
function bits(address: string): string | undefined {
  if (/^\d+(\.\d+){3}$/.test(address)) {
    const bytes = address.split(".").map(Number);
    return bytes.every((byte) => byte < 256)
      ? bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("")
      : undefined;
  }
  const [left = "", right] = address.toLowerCase().split("::");
  const groups = (side: string) => (side === "" ? [] : side.split(":"));
  const [head, tail] = [groups(left), right === undefined ? [] : groups(right)];
  const zeros = right === undefined ? [] : Array<string>(Math.max(0, 8 - head.length - tail.length)).fill("0");
  const all = [...head, ...zeros, ...tail];
  if (all.length !== 8 || !all.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return undefined;
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, "0")).join("");
}
