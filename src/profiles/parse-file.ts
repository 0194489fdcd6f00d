import { externalDataInterceptor, loadSharedConfigFiles } from "@smithy/shared-ini-file-loader";
import { Secret } from "../base/secret.ts";
import { sectionLines } from "./section-lines.ts";

/** One section of an AWS file, keys in lower case. `s3 =` with indented lines below gives keys `s3.…`. */
export interface Section {
  readonly settings: ReadonlyMap<string, string>;
  /** The values that must not be seen: {@link SECRET_KEYS}. */
  readonly secrets: ReadonlyMap<string, Secret>;
}

/** Sections by header: `default`, `profile NAME`, `services NAME`, …; without quotes, with one space. */
export type Sections = ReadonlyMap<string, Section>;

/** The keys whose values are secret; `aws_security_token` is what `aws_session_token` was called at first. */
const SECRET_KEYS = ["aws_secret_access_key", "aws_session_token", "aws_security_token"] as const;

/**
 * Reads the text of an AWS file. A section that comes twice counts as one, the later setting winning.
 *
 * @param path - for messages
 * @throws {ActasError} `configuration` naming the file and line of what cannot be read
 */
export async function parseFile(text: string, path: string): Promise<Sections> {
  const found = sectionLines(text, path);
  // Numbered, because the library drops headers such as `[two words]` and trips over `[constructor]`
  const numbered = found.map(({ lines }, index) => [`[${index}]`, ...lines].join("\n")).join("\n");
  const values = await parseSettings(numbered, path);

  const sections = new Map<string, { settings: Map<string, string>; secrets: Map<string, Secret> }>();
  for (const [index, { header }] of found.entries()) {
    const name = normalHeader(header);
    const section = sections.get(name) ?? { settings: new Map(), secrets: new Map() };
    sections.set(name, section);
    for (const [key, value = ""] of Object.entries(values[index] ?? {})) {
      if (isSecret(key.toLowerCase())) section.secrets.set(key.toLowerCase(), new Secret(value));
      else section.settings.set(key.toLowerCase(), value);
    }
  }
  return sections;
}

/**
 * Has the library parse text that was read already: the file is read once, so what was checked is what is parsed.
 * The library takes the text from its record before its first await; nothing of it is kept there.
 */
async function parseSettings(text: string, path: string): Promise<Record<string, Partial<Record<string, string>>>> {
  externalDataInterceptor.interceptFile(path, text);
  const parsing = loadSharedConfigFiles({ filepath: path, configFilepath: path, ignoreCache: true });
  delete externalDataInterceptor.getFileRecord()[path];
  return (await parsing).credentialsFile;
}

function normalHeader(header: string): string {
  const [, kind = "", name = header] = /^(profile|sso-session|services)\s+(.*)$/.exec(header) ?? [];
  const unquoted = /^(["'])(.*)\1$/.exec(name)?.[2] ?? name;
  return kind ? `${kind} ${unquoted}` : unquoted;
}

function isSecret(key: string): boolean {
  return SECRET_KEYS.some((secret) => key === secret || key.endsWith(`.${secret}`));
}
