/** The parts of a request that may hold secrets. */
interface Sent {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | Uint8Array | undefined;
}

const SECRET_HEADERS = /^(authorization|cookie|x-amz-security-token|x-amz-sso_bearer_token)$/i;
/** Secret members in JSON and forms: STS (`TokenCode`), Identity Center (`clientSecret`), OAuth (`client_secret`). */
const SECRET_MEMBERS = /(^(code|token_?code|code_?verifier|device_?code|password|secret)|secret|token|assertion)$/i;

/** Characters of a secret to look for. What follows them belongs to it, even where a server cut it short. */
const TELLTALE = 24;
/** A piece of a secret of this many characters is found, wherever in the secret it begins. */
const PIECE = 16;
/** Shorter values are not secrets, and would be found in every other word. */
const SHORTEST = 4;
/** The characters that nearly all tokens consist of. */
const USUAL = /^[\w+/=.~%:-]*$/;
const REST_OF_SECRET = String.raw`(?:[\w+/=.~%:-]|\\u[\da-f]{4}|\\/|&#?\w+;)*`;

/**
 * A server's text without the secrets that were sent to it: a server, or something that answers in its place, may
 * repeat a token in any member of its error. Secrets are found in plain text and as URLs, JSON, XML and HTTP Basic
 * write them.
 */
export function maskSent(text: string, sent: Sent): string {
  const secrets = secretsIn(sent);
  const whole = secrets.flatMap(asWritten).reduce((left, pattern) => left.replace(pattern, "[secret]"), text);
  return withoutPieces(whole, secrets);
}

/** A server may have cut a secret into pieces, or dropped its beginning. */
function withoutPieces(text: string, secrets: readonly string[]): string {
  const pieces = new Set(secrets.flatMap(piecesOf));
  if (pieces.size === 0) return text;
  const small = smallLetters(text);
  let left = "";
  let end = 0;
  for (let at = 0; at + PIECE <= text.length; at++) {
    if (!pieces.has(small.slice(at, at + PIECE))) continue;
    if (at > end || end === 0) left += `${text.slice(end, at)}[secret]`;
    end = at + PIECE;
  }
  return left + text.slice(end);
}

function piecesOf(secret: string): string[] {
  const small = smallLetters(secret);
  return Array.from({ length: Math.max(0, small.length - PIECE + 1) }, (_, at) => small.slice(at, at + PIECE));
}

/** Lowercases ASCII only, so that no character becomes two. */
function smallLetters(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** The secrets of a request; the longest first, since one may be part of another. */
function secretsIn({ headers = {}, body }: Sent): string[] {
  const ofHeaders = Object.entries(headers).filter(([name]) => SECRET_HEADERS.test(name));
  const found = [...ofHeaders.flatMap(([, value]) => credentialsIn(value)), ...membersOf(body)];
  const encoded = found.flatMap((secret) => {
    const base64 = Buffer.from(secret).toString("base64").replace(/=+$/, "");
    return [secret, base64, base64.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...new Set(encoded)].filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** @see RFC 7617, RFC 6750, and Signature Version 4, where only the last part is a secret */
function credentialsIn(header: string): string[] {
  const [, scheme = "", value = ""] = /^([\w-]+) (.+)$/s.exec(header) ?? [];
  if (scheme === "AWS4-HMAC-SHA256") return [/Signature=(\w+)/.exec(value)?.[1] ?? ""];
  if (scheme !== "Basic") return [value || header];
  const decoded = Buffer.from(value, "base64").toString();
  const password = decoded.slice(decoded.indexOf(":") + 1);
  return [value, password, ...new URLSearchParams(`p=${password}`).values()];
}

function membersOf(body: Sent["body"]): string[] {
  if (!body) return [];
  const text = typeof body === "string" ? body : new TextDecoder().decode(body);
  const members = text.startsWith("{") ? jsonMembers(text) : [...new URLSearchParams(text)];
  return members.flatMap(([name, value]) => (SECRET_MEMBERS.test(name) && typeof value === "string" ? [value] : []));
}

function jsonMembers(text: string): [string, unknown][] {
  try {
    return Object.entries(JSON.parse(text) as object);
  } catch {
    return [];
  }
}

/** If a secret has unusual characters, all of it is tried first: only its own text can tell where it ends. */
function asWritten(secret: string): RegExp[] {
  const characters = [...secret].map(inAnyForm);
  // The digits of an MFA code may also occur in an account id, which is not a secret.
  if (/^\d+$/.test(secret)) return [new RegExp(`(?<!\\d)${characters.join("")}(?!\\d)`, "gi")];
  const beginning = characters.slice(0, TELLTALE).join("") + (characters.length > TELLTALE ? REST_OF_SECRET : "");
  const all = USUAL.test(secret) ? [] : [characters.join("")];
  return [...all, beginning].map((pattern) => new RegExp(pattern, "gi"));
}

function inAnyForm(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  const percent = [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const itself = RegExp.escape(character);
  const entity = ENTITIES[character];
  const forms = [percent, `\\\\u0*${hex}`, `&#x0*${hex};`, `&#0*${code};`, ...(entity ? [entity] : [])];
  if (/["\\/]/.test(character)) forms.push(`\\\\${itself}`);
  if (character === " ") forms.push("\\+");
  // Last, because any of the others may begin with it.
  forms.push(itself);
  return `(?:${forms.join("|")})`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
