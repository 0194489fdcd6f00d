import type { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { commandText } from "./command-text.ts";
import { HIDDEN_ROLE_ARN } from "./key-generations.ts";
import { malformedLine, type SectionLines, type SettingLines, type TextPlace } from "./section-lines.ts";

/** One section of an AWS file, keys in lower case. `s3 =` with indented lines below gives keys `s3.…`. */
export interface Section {
  readonly settings: ReadonlyMap<string, string>;
  /** The values of {@link SECRET_KEYS}. */
  readonly secrets: ReadonlyMap<string, Secret>;
  /** The variables that settings come from, by key, where they are not of the file. */
  readonly variables?: ReadonlyMap<string, string>;
  /** Why it must not be used: the SDKs read it in different ways. */
  readonly problem?: ActasError | undefined;
  /** The same, if the other file has a section of that name as well. */
  readonly problemBesideOther?: ActasError | undefined;
}

/** Under these aws-runas keeps the password of a sign-in by SAML or OIDC. */
export const PASSWORD_KEYS = ["saml_password", "web_identity_password"] as const;

/** The keys whose values are secret; `aws_security_token` is the first name of `aws_session_token`. */
const SECRET_KEYS = ["aws_secret_access_key", "aws_session_token", "aws_security_token", ...PASSWORD_KEYS] as const;

/**
 * With one of these a profile means another identity than its keys alone. If it has no value, as when a template's
 * variable was not set, the AWS CLI fails, because the keys would be the wrong identity.
 */
const DECIDES_WHO = ["role_arn", ...HIDDEN_ROLE_ARN, "credential_process", "sso_account_id", "sso_role_name"];

/** A section while it is read. */
export interface Draft extends Section {
  readonly settings: Map<string, string>;
  readonly secrets: Map<string, Secret>;
  /** As first written. */
  readonly header: string;
  problem?: ActasError | undefined;
  problemBesideOther?: ActasError | undefined;
}

/** A section without any setting yet. */
export function emptyDraft(header: string): Draft {
  return { settings: new Map(), secrets: new Map(), header };
}

/** Adds lines under the same header, or under one that means the same. */
export function addLines(section: Draft, lines: SectionLines, place: TextPlace): void {
  if (lines.header !== section.header) section.problem ??= writtenTwice(place, lines);
  if (/^profile\s+[^"'\s]+\s/.test(lines.header)) section.problemBesideOther ??= withoutQuotes(place, lines);
  for (const setting of lines.settings) addSetting(section, setting, place);
}

/** In botocore the later section replaces the earlier one; other SDKs merge them. */
export function writtenTwice(place: TextPlace, { line }: SectionLines): ActasError {
  return malformedLine(place, line, "is a section again that has another header above");
}

function withoutQuotes(place: TextPlace, { line }: SectionLines): ActasError {
  return malformedLine(place, line, "has a name of several words without quotes, which the AWS CLI does not see");
}

function addSetting(section: Draft, setting: SettingLines, place: TextPlace): void {
  const { key, line } = setting;
  const [first = "", ...more] = setting.values;
  const beside = key === "credential_process" ? first : withoutComment(first);
  if (beside === "" && more.length > 0) {
    addNested(section, { key, values: more, line }, place);
    return;
  }
  const read = joined(key, [beside, ...more]);
  if ("problem" in read) section.problem ??= malformedLine(place, line, read.problem);
  else put(section, key, read.value);
}

function joined(key: string, [first, ...more]: [string, ...string[]]): { value: string } | { problem: string } {
  if (more.some(isLikeSetting)) return { problem: "is followed by an indented setting or section" };
  // The continuation may be a secret, while the id of a key is shown.
  if (key.startsWith("aws_") && more.length > 0) return { problem: "has a value that goes on to another line" };
  if (first === "" && DECIDES_WHO.includes(key)) return { problem: `has \`${key}\` without a value` };
  if (key === "credential_process") return commandText([first, ...more]);
  return { value: [first, ...more.map(withoutComment)].join("\n") };
}

function addNested(section: Draft, { key, values, line }: SettingLines, place: TextPlace): void {
  for (const nested of values) {
    const [, name, value] = /^([^=]*)=(.*)$/s.exec(nested) ?? [];
    if (name === undefined || value === undefined) {
      throw malformedLine(place, line, "is followed by an indented line that is not of the form `key = value`");
    }
    put(section, `${key}.${name.trim().toLowerCase()}`, withoutComment(value.trim()));
  }
}

function put({ settings, secrets }: Draft, key: string, value: string): void {
  if (value === "") return;
  if (isSecret(key)) secrets.set(key, new Secret(value));
  else settings.set(key, value);
}

function withoutComment(value: string): string {
  return (value.split(/(?:^|\s)[#;]/, 1)[0] ?? "").trim();
}

/** Whether botocore takes the line for a continuation of the one above, but other SDKs for a setting or section. */
function isLikeSetting(line: string): boolean {
  return /^(?:[a-z_][\w.-]*\s*[=:]|\[.*\])/i.test(line);
}

function isSecret(key: string): boolean {
  return SECRET_KEYS.some((secret) => key === secret || key.endsWith(`.${secret}`));
}
