/** The texts of the two AWS files, one character for each byte. */
interface AwsFiles {
  readonly config: string;
  readonly credentials: string;
}

/** The name under which other profiles find what was the default profile. */
const KEPT = "actas-kept-default";

/**
 * The AWS files without what the default profile says about identity; all else stays byte for byte. Where other
 * profiles have it as their `source_profile`, a whole copy stays under a name of ours, and they refer to that.
 */
export function hideDefault(files: AwsFiles): AwsFiles {
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

/** Keys of a profile that say whose credentials it has. `sso_session` and the like count: the JS SDK stops at them. */
const IDENTITY_KEY =
  /^(aws_access_key_id|aws_secret_access_key|aws_session_token|aws_security_token|role_arn|source_profile|credential_source|credential_process|web_identity_token_file|login_session|sso_\w+)$/;

/** `[default]` or `[profile default]`, with quotes or in capitals as botocore takes them, or after a byte order mark. */
const DEFAULT_SECTION = /^(?:ï»¿)?\s*\[\s*(?:profile\s+)?(["']?)default\1\s*\]/i;

function withoutDefaultIdentity(text: string): string {
  return sectionsOf(text)
    .map((section) => (DEFAULT_SECTION.test(section) ? withoutIdentity(section) : section))
    .join("");
}

function sectionsOf(text: string): string[] {
  return text.split(/^(?=[ \t]*\[)/m);
}

function withoutIdentity(section: string): string {
  let droppedIndent = Number.POSITIVE_INFINITY;
  const kept = linesOf(section).filter((line) => {
    if (/^\s*(?:[#;]|$)/.test(line)) return true;
    const indent = line.search(/\S/);
    if (indent > droppedIndent) return false;
    const dropped = IDENTITY_KEY.test(keyOf(line));
    droppedIndent = dropped ? indent : Number.POSITIVE_INFINITY;
    return !dropped;
  });
  return kept.join("");
}

/** With their line ends, whichever those are. */
function linesOf(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+/g) ?? [];
}

/** Indented or not: to some SDKs an indented line is a key, to others it continues the one above. */
function keyOf(line: string): string {
  return line.split(/[=:]/, 1).join("").trim().toLowerCase();
}

const SOURCE_PROFILE = /^([ \t]*source_profile[ \t]*[=:][ \t]*)(\S+)/gim;

function refersToDefault(text: string): boolean {
  return referringToKept(text) !== text;
}

function referringToKept(text: string): string {
  return text.replace(SOURCE_PROFILE, (line, key, name) => (name === "default" ? key + KEPT : line));
}

/** What the default profile says, under another heading. `[profile default]` outranks `[default]`. */
function defaultAs(heading: string, text: string): string {
  const sections = sectionsOf(text).filter((section) => DEFAULT_SECTION.test(section));
  const section = sections.find((one) => /\[\s*profile/i.test(one)) ?? sections[0];
  return section === undefined ? "" : `\n${section.replace(/^[^\r\n]*/, heading)}\n`;
}
