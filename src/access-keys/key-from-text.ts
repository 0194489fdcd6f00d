import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { longTermKey } from "./long-term-key.ts";

/** The names that tools, files and AWS's pages have for the parts of a key: with a prefix, in any spelling. */
const NAMES = {
  id: "(?:AWS[_ ]?)?Access[_ ]?Key[_ ]?ID",
  secret: "(?:AWS[_ ]?)?Secret[_ ]?(?:Access[_ ]?)?Key",
  token: "(?:AWS[_ ]?)?(?:Session|Security)[_ ]?Token",
} as const;

type Part = keyof typeof NAMES;

/** What was found of each part: a text may have several keys. */
type Found = { readonly [P in Part]: readonly string[] };

/** As it stands behind a name: in quotes, or up to what ends a word of a shell or a cell of a table. */
const VALUE = String.raw`(?:"([^"\n]*)"|'([^'\n]*)'|(?![=:|])([^\s"';,|]+))`;
const FORMS =
  "one of these will do: id and secret, a section of an AWS file, lines like `export AWS_ACCESS_KEY_ID=…`, AWS's CSV or JSON";

/**
 * A long-term key as people paste or pipe it: id and secret on one line or two, a section of an AWS file, assignments of
 * any shell, the CSV files of AWS's console, and what `aws iam create-access-key` prints in each of its formats.
 *
 * @throws {ActasError} `usage` without a word of the text but an id
 */
export function keyFromText(text: string): Credentials {
  const plain = text.replace(/^\uFEFF/, "");
  const { id, secret, token } = fromJson(plain) ?? fromTable(plain) ?? fromNames(plain) ?? fromWords(plain);
  if (token.length > 0) throw unusable("it is a temporary one, with a session token, which ends by itself", []);
  if (id.length > 1 || secret.length > 1) throw unusable("there are several in it", ["give the text of one"]);
  const [accessKeyId, secretAccessKey] = [id[0], secret[0]];
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw unusable("it is not an id and a secret", [FORMS]);
  return longTermKey(accessKeyId, new Secret(secretAccessKey));
}

/** The id in a line that was typed or pasted, where a name and a sign may stand before it. */
export function idFromLine(line: string): string {
  return valuesOf("id", line)[0] ?? line.trim();
}

/** The same for the secret. */
export function secretFromLine(line: Secret): Secret {
  return new Secret(valuesOf("secret", line.reveal())[0] ?? line.reveal().trim());
}

/** JSON alone has escapes. */
function fromJson(text: string): Found | undefined {
  if (!/^\s*[{[]\s*["{}[\]]/.test(text)) return undefined;
  try {
    const entries = entriesIn(JSON.parse(text));
    const of = (part: Part): string[] =>
      unique(entries.filter(([key]) => new RegExp(`^${NAMES[part]}$`, "i").test(key)).map(([, value]) => value));
    return { id: of("id"), secret: of("secret"), token: of("token") };
  } catch {
    return undefined;
  }
}

function entriesIn(value: unknown): (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    typeof inner === "string" ? [[key, inner] as const] : entriesIn(inner),
  );
}

/** Lines below a line of titles. Tables of older consoles have more columns, and a name that may have a comma. */
function fromTable(text: string): Found | undefined {
  const [titles = [], ...rows] = text
    .split(/[\r\n]+/)
    .filter((line) => line.trim() !== "")
    .map((line) =>
      [...line.matchAll(/(?:^|[,;\t])(?:"((?:[^"]|"")*)"|([^,;\t]*))/g)].map(([, quoted, bare = ""]) =>
        (quoted ?? bare).trim(),
      ),
    );
  const column = (title: RegExp): number => titles.findIndex((one) => title.test(one));
  const [id, secret] = [column(/^Access key( ID)?$/i), column(/^Secret access key$/i)];
  if (id < 0 || secret < 0) return undefined;
  const cells = (index: number): string[] => unique(rows.map((row) => row[index] ?? ""));
  return { id: cells(id), secret: cells(secret), token: [] };
}

function fromNames(text: string): Found | undefined {
  const found = { id: valuesOf("id", text), secret: valuesOf("secret", text), token: valuesOf("token", text) };
  return found.id.length > 0 && found.secret.length > 0 ? found : undefined;
}

function valuesOf(part: Part, text: string): string[] {
  const named = new RegExp(String.raw`(?<![A-Za-z])${NAMES[part]}["']?(?:[ \t]*[=:|][ \t]*|[ \t]+)${VALUE}`, "gi");
  return unique([...text.matchAll(named)].map(([, double, single, bare]) => double ?? single ?? bare ?? ""));
}

/** `--output text` has a word at the beginning, the date between the two, and the user at the end. */
function fromWords(text: string): Found {
  const [, id, secret] = /^ACCESSKEY\t(\w+)\t[^\t]*\t(\S+)\t/.exec(text) ?? [];
  if (id && secret) return { id: [id], secret: [secret], token: [] };
  const words = text.split(/[\s,]+/).filter((word) => word !== "" && !/^(?:access|secret|key|id|:)$/i.test(word));
  return words.length === 2 && /^\w+$/.test(words[0] ?? "")
    ? { id: words.slice(0, 1), secret: words.slice(1), token: [] }
    : { id: [], secret: [], token: [] };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value !== ""))];
}

function unusable(reason: string, hints: readonly string[]): ActasError {
  return new ActasError("usage", `cannot read an access key from that: ${reason}`, { hints });
}
