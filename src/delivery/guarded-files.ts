import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { systemError } from "../base/system-error.ts";

/** Where the user's AWS files are, and an existing folder of mode 0700 for the files that take their place. */
export interface GuardedFilesOptions {
  readonly configFile: string;
  readonly credentialsFile: string;
  readonly directory: string;
}

/**
 * Writes files that a program reads in place of the user's, where the user's would give it other credentials than ours:
 * in every SDK a `[default]` profile with keys, a role, a sign-in or a `credential_process` outranks the container
 * endpoint. The copies (mode 0600) keep everything else byte for byte, other profiles with their keys included, so
 * whoever made the folder removes it when the program is gone.
 *
 * @returns the variables that point at the copies; none when the user's files stand in nobody's way
 * @throws {ActasError} `system` when a copy cannot be written
 */
export function guardedFiles({ configFile, credentialsFile, directory }: GuardedFilesOptions) {
  const config = guardedFile(configFile, join(directory, "config"));
  const credentials = guardedFile(credentialsFile, join(directory, "credentials"));
  return {
    ...(config && { AWS_CONFIG_FILE: config }),
    ...(credentials && { AWS_SHARED_CREDENTIALS_FILE: credentials }),
  };
}

// One character per byte: what is not text comes out as it went in.
const BYTES = "latin1";

function guardedFile(path: string, copy: string): string | undefined {
  const text = textOf(path);
  const guarded = withoutDefaultIdentity(text);
  if (guarded === text) return undefined;
  writePrivate(copy, guarded);
  return copy;
}

/** A file that we cannot read, the program cannot read either. */
function textOf(path: string): string {
  try {
    return readFileSync(path, BYTES);
  } catch {
    return "";
  }
}

function writePrivate(path: string, text: string): void {
  try {
    writeFileSync(path, text, { encoding: BYTES, mode: 0o600, flag: "wx" });
  } catch (error) {
    throw systemError(error, `write ${path}`);
  }
}

/** Keys of a profile that say whose credentials it has. `sso_session` and the like count: the JS SDK stops at them. */
const IDENTITY_KEY =
  /^(aws_access_key_id|aws_secret_access_key|aws_session_token|aws_security_token|role_arn|source_profile|credential_source|credential_process|web_identity_token_file|login_session|sso_\w+)$/;

/** `[default]` or `[profile default]`, with quotes or in capitals as botocore takes them, or after a byte order mark. */
const DEFAULT_SECTION = /^(?:ï»¿)?\s*\[\s*(?:profile\s+)?(["']?)default\1\s*\]/i;

/** The text of a config or credentials file without what its default profile says about identity. */
export function withoutDefaultIdentity(text: string): string {
  const sections = text.split(/^(?=[ \t]*\[)/m);
  return sections.map((section) => (DEFAULT_SECTION.test(section) ? withoutIdentity(section) : section)).join("");
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
