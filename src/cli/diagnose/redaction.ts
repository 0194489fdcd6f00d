import { hostname, userInfo } from "node:os";
import { parseRoleArn } from "../../base/arn.ts";
import { ActasError } from "../../base/errors.ts";
import { profileNames, profileOrNone, ssoSessionNames } from "../../profiles/profile.ts";
import type { ProfileFiles } from "../../profiles/profile-reader.ts";
import { type Scene, usableTarget } from "./scene.ts";

/** What a masked text is, and stands in its place with a number: the same for the same text. */
type Kind = "profile" | "source" | "host" | "user" | "account" | "key" | "e-mail" | "role" | "path" | "name" | "id";

/** What tells who somebody is by its form alone, and a group with the part that does. */
const FORMS: readonly (readonly [Kind, RegExp])[] = [
  ["e-mail", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g],
  ["key", /\b(?:AKIA|ASIA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{4,}\b/g],
  ["account", /(?<!\d)\d{12}(?!\d)/g],
  // What comes after the account in an ARN: the path of a role, a user, a device.
  ["name", /(?<=\barn:aws[\w-]*:[\w-]*:[\w-]*:[^:\s]*:[\w-]+\/)[^\s"'`,;)]+/g],
  ["host", /(?<=https?:\/\/(?:[^/@\s]*@)?)(?!127\.0\.0\.1|localhost|\[::1\]|<)[\w.-]+/g],
  ["host", /(?<![\w.])(?!127\.)\d{1,3}(?:\.\d{1,3}){3}(?![\w.])/g],
  // The files that describe sources bear their names, also where they cannot be read.
  ["source", /(?<=\/(?:sources|servers)\.d\/)[^\s"'`/:]+/g],
  // Of a file elsewhere than where all users have it.
  [
    "path",
    /(?<![\w~<>:/.-])(?:~\/(?!\.(?:aws|config|local|cache|boto)\b)|\/(?!(?:usr|etc|run|dev|bin|proc)\/))[^\s"'`,;):]+/g,
  ],
  // The addresses of access portals name the organisation, also where no scheme is before them.
  ["host", /\b[\w-]+\.awsapps\.com\b/g],
];

/** Hosts of AWS itself, which tell a region and nothing else. */
const OF_AWS = /^(?:[\w-]+\.)*(?:amazonaws\.com(?:\.cn)?|api\.aws|amazon\.com)$/;

/** Names that tell nothing. The source of a file of `maws` always has the same. */
const HARMLESS = new Set(["default", "root", "localhost", "maws", ""]);

/** Replaces what tells who somebody is, and where; each text by the same mask throughout. */
export class Redaction {
  readonly #masks = new Map<string, string>();
  readonly #counts = new Map<Kind, number>();
  readonly #known: readonly (readonly [string, Kind])[];
  readonly #home: string;

  constructor(scene: Scene) {
    this.#home = scene.home;
    // The longest first: one name may be a part of another.
    this.#known = knownIn(scene)
      .filter(
        ([text]) => text.length > 1 && !HARMLESS.has(text) && !/^127\.|^\[::1\]$/.test(text) && !OF_AWS.test(text),
      )
      .sort(([a], [b]) => b.length - a.length);
  }

  text(text: string): string {
    let masked = text.replaceAll(this.#home, "~");
    for (const [known, kind] of this.#known) {
      masked = masked.replace(new RegExp(`(?<![\\w<-])${RegExp.escape(known)}(?![\\w>-])`, "g"), () =>
        this.#mask(kind, known),
      );
    }
    for (const [kind, form] of FORMS) {
      masked = masked.replace(form, (found) =>
        OF_AWS.test(found) || found.startsWith("<") ? found : this.#mask(kind, found),
      );
    }
    // What follows a masked host may name its owner again.
    return masked.replace(/(<host-\d+>(?::\d+)?)\/[^\s"'`,;)]*/g, "$1");
  }

  #mask(kind: Kind, text: string): string {
    const key = `${kind} ${text}`;
    const known = this.#masks.get(key);
    if (known) return known;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    const mask = `<${kind}-${count}>`;
    this.#masks.set(key, mask);
    return mask;
  }
}

function knownIn(scene: Scene): [string, Kind][] {
  const { definitions, files, home, target, variables } = scene;
  const sources = definitions instanceof ActasError ? [] : definitions.sources;
  const named = [
    variables.AWS_PROFILE,
    variables.AWS_DEFAULT_PROFILE,
    target?.name,
    variables.ACTAS_TARGET,
    usableTarget(scene)?.target.name,
  ];
  return [
    ...Object.entries(variables).flatMap(([name, value]): [string, Kind][] => inVariable(name, value ?? "", home)),
    ...(files instanceof ActasError ? [] : namesIn(files)),
    ...named.flatMap((name): [string, Kind][] => partsOf(name ?? "")),
    ...sources.flatMap(({ id, url }): [string, Kind][] => [
      [id, "source"],
      [URL.parse(url)?.hostname ?? "", "host"],
    ]),
    ...[hostname(), hostname().split(".")[0] ?? ""].map((name): [string, Kind] => [name, "host"]),
    ...[variables.USER, variables.LOGNAME, nameOfUser()].map((name): [string, Kind] => [name ?? "", "user"]),
  ];
}

/** The runtime knows the name by the variables only, and says so if there is none. */
function nameOfUser(): string {
  const { username } = userInfo();
  return username === "unknown" ? "" : username;
}

/** The whole name, and what stands between its signs: `SOURCE:ACCOUNT/ROLE`. */
function partsOf(name: string): [string, Kind][] {
  const parts = name
    .split(/[:/]/)
    .filter((part) => part.length > 1 && part !== "arn" && !/^aws|^iam$|^role$/.test(part));
  return [[name.startsWith("arn:") ? "" : name, "profile"], ...parts.map((part): [string, Kind] => [part, "name"])];
}

/** Messages quote addresses and the names of files. */
function inVariable(name: string, value: string, home: string): [string, Kind][] {
  const host = /^https?:/i.test(value) ? URL.parse(value)?.hostname : undefined;
  if (host) return [[host, "host"]];
  const short = value.replaceAll(home, "~");
  if (/^~\/\.(?:aws|config|local|cache)\b/.test(short)) return [];
  const isFile = /_(?:FILE|BUNDLE|CERTS)$|_FILE_/.test(name) && value.length > 1;
  return isFile ? [[short, "path"]] : [];
}

function namesIn(files: ProfileFiles): [string, Kind][] {
  const sessions = ssoSessionNames(files).map((name): [string, Kind] => [name, "source"]);
  return [
    ...sessions,
    ...profileNames(files).flatMap((name) => [[name, "profile"] as [string, Kind], ...valuesOf(name, files)]),
  ];
}

/** Of each setting whatever names somebody. */
function valuesOf(name: string, files: ProfileFiles): [string, Kind][] {
  return [...(profileOrNone(files, name)?.settings ?? [])].flatMap(([key, { value }]): [string, Kind][] => {
    if (value.startsWith("arn:")) return [[parseRoleArn(value)?.roleName ?? value.split("/").at(-1) ?? "", "name"]];
    if (/external_id|session_name|serial|label|role_name|federated|username/.test(key)) return [[value, "id"]];
    if (/^https?:/.test(value)) return [[URL.parse(value)?.hostname ?? "", "host"]];
    if (/source_profile$/.test(key)) return [[value, "profile"]];
    return key === "credential_process" || /bundle|file/.test(key) ? [[value, "path"]] : [];
  });
}
