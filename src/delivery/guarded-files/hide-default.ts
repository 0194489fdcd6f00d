import { BLANK } from "../../profiles/blanks.ts";
import { type FileSection, fileSections } from "./file-sections.ts";
import { keyOf, lineEndOf, linesOf, readingsOf, withoutSettings } from "./lines.ts";

/** The texts of the two AWS files, one character for each byte. */
interface AwsFiles {
  readonly config: string;
  readonly credentials: string;
}

/** The new name of the default profile, for other profiles that refer to it. */
const KEPT = "actas-kept-default";

/**
 * The AWS files without anything that any SDK takes for the default profile's identity; all else stays byte for byte.
 * If other profiles have it as their `source_profile`, a full copy stays under a name of ours, and they refer to that.
 */
export function hideDefault(users: AwsFiles): AwsFiles {
  const files = { config: withOneLineEnd(users.config), credentials: withOneLineEnd(users.credentials) };
  const hidden = {
    config: withoutDefaultIdentity(files.config),
    credentials: withoutDefaultIdentity(files.credentials),
  };
  const isHidden = hidden.config !== files.config || hidden.credentials !== files.credentials;
  if (!isHidden || !(refersToDefault(hidden.config) || refersToDefault(hidden.credentials))) return hidden;
  return {
    config: referringToKept(hidden.config + defaultAs(`[profile ${KEPT}]`, files.config)),
    credentials: referringToKept(hidden.credentials + defaultAs(`[${KEPT}]`, files.credentials)),
  };
}

/** Whether a key of a profile gives it an identity. `sso_session` counts, because the JS SDK stops at it. */
export function isIdentityKey(key: string): boolean {
  return IDENTITY_KEY.test(key);
}

const IDENTITY_KEY =
  /^(aws_access_key_id|aws_secret_access_key|aws_session_token|aws_security_token|role_arn|source_profile|credential_source|credential_process|web_identity_token_file|login_session|sso_\w+)$/;

/** A lone carriage return ends a line only in Python. If there is a default profile, it is made a real line end. */
function withOneLineEnd(bytes: string): string {
  const isOdd = /\r(?!\n)/.test(bytes) && fileSections(bytes).some(({ mayBeDefault }) => mayBeDefault);
  return isOdd ? bytes.replace(/\r(?!\n)/g, "\n") : bytes;
}

function withoutDefaultIdentity(bytes: string): string {
  return fileSections(bytes)
    .map((section) => section.header + withoutIdentity(section).join(""))
    .join("");
}

function withoutIdentity({ name = "", lines, mayBeDefault }: FileSection): readonly string[] {
  if (mayBeDefault) return withoutSettings(lines, isIdentity);
  return NAMESAKE.test(name) ? withoutSettings(lines, (line) => isIdentity(line) && !OF_A_SESSION.test(line)) : lines;
}

/** The AWS CRT takes these for the same profile as `[default]`. */
const NAMESAKE = /^(?:sso-session|services) default$/;

const OF_A_SESSION = /sso_(?:start_url|region|registration_scopes)/i;

function isIdentity(line: string): boolean {
  return readingsOf(line).some((reading) => isIdentityKey(keyOf(reading)));
}

function refersToDefault(bytes: string): boolean {
  return linesOf(bytes).some((line) => REFERENCE.test(readingsOf(line)[0] ?? ""));
}

function referringToKept(bytes: string): string {
  return linesOf(bytes)
    .map((line) => {
      const [reading = ""] = readingsOf(line);
      return REFERENCE.test(reading) ? Buffer.from(reading.replace(REFERENCE, `$1${KEPT}`)).toString("latin1") : line;
    })
    .join("");
}

const REFERENCE = new RegExp(`^(${BLANK}*source_profile${BLANK}*[=:]${BLANK}*)default(?=${BLANK}|$)`, "iu");

/** The settings of the default profile under another header. `[profile default]` outranks `[default]`. */
function defaultAs(heading: string, bytes: string): string {
  const named = (name: string): FileSection | undefined => sections.find((section) => section.name === name);
  const sections = fileSections(bytes).filter(({ mayBeDefault }) => mayBeDefault);
  const section = named("profile default") ?? named("default") ?? sections[0];
  return section ? `\n${heading}${lineEndOf(section.header)}${section.lines.join("")}\n` : "";
}
