import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";

/** The text is not JSON; `reason` ends a sentence and never repeats the text. */
export class NotJson extends Error {
  override readonly name = "NotJson";
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Parses JSON in which comments and trailing commas are allowed, as editors allow them in configuration files.
 *
 * @throws {NotJson} with the line and the column at fault
 */
export function parseCommentedJson(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parsed(text.replace(/^\uFEFF/, ""), errors);
  const [first] = errors;
  if (!first) return value;
  throw new NotJson(reasonOfParseError(text, first.offset, printParseErrorCode(first.error)));
}

/** Where a text is not JSON, and why, by the library's name for it. */
export function reasonOfParseError(text: string, offset: number, name: string): string {
  const before = text.slice(0, offset).split("\n");
  const reason = REASONS[name] ?? "a word stands where a value belongs, or a name in double quotes";
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1} is not JSON: ${reason}`;
}

function parsed(text: string, errors: ParseError[]): unknown {
  try {
    return parse(text, errors, { allowTrailingComma: true });
  } catch {
    throw new NotJson("it is nested too deeply");
  }
}

/** Keyed by the library's error names. */
const REASONS: Readonly<Record<string, string>> = {
  InvalidNumberFormat: "a number is not one",
  PropertyNameExpected: "a property name in double quotes is missing",
  ValueExpected: "a value is missing",
  ColonExpected: "a colon is missing",
  CommaExpected: "a comma is missing",
  CloseBraceExpected: "a closing brace is missing",
  CloseBracketExpected: "a closing bracket is missing",
  EndOfFileExpected: "something follows its end",
  UnexpectedEndOfComment: "a comment is not closed",
  UnexpectedEndOfString: "a string is not closed",
  InvalidUnicode: "\\u is not followed by four hexadecimal digits",
  InvalidEscapeCharacter: "a backslash is followed by a letter that means nothing",
  InvalidCharacter: "a string holds a control character",
  InvalidCommentToken: "no comment may stand here",
};
