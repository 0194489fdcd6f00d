import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import { reasonOfParseError } from "../commented-json.ts";

/** Why a text is not JSON as programs read it, with the line and the column; undefined when it is. */
export function whyNotJson(text: string): string | undefined {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  return first && reasonOfParseError(text, first.offset, printParseErrorCode(first.error));
}
