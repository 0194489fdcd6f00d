import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { isCode, reasonOf } from "../../base/system-error.ts";
import { isPrivate } from "../../network/loopback.ts";
import { ownUid } from "../../system/own-uid.ts";
import type { LendingSettings } from "../lending/lending-settings.ts";
import type { ListenSettings } from "../listener/listen.ts";
import type { PeopleSettings } from "../people/people-settings.ts";
import type { RolesSettings } from "../roles/roles-settings.ts";
import type { ScanningSettings } from "../scanning/scanning-settings.ts";
import type { DatabaseSettings } from "../store/database-settings.ts";
import { SECRET_VARIABLES } from "./configuration-keys.ts";
import type { WrittenConfiguration } from "./configuration-shape.ts";
import { readNamedFile } from "./named-file.ts";
import { configurationError } from "./unusable-configuration.ts";

/** What a server is to do, with the secrets that files or the environment have, and nothing left open. */
export interface ServerConfiguration {
  /** With a slash at its end; absent: the address of the port that it opens. */
  readonly url?: string;
  readonly listen: ListenSettings;
  readonly metricsPort?: number;
  readonly proxies: readonly string[];
  /** Names by which it is asked besides that of its address. */
  readonly hosts: readonly string[];
  readonly drainMs: number;
  readonly database: DatabaseSettings;
  /** Absent: the audit trail is in the database only. */
  readonly auditFile?: string;
  readonly people?: PeopleSettings;
  readonly lending: LendingSettings;
  /** Absent: no account is read. */
  readonly accounts?: ScanningSettings;
  readonly roles: RolesSettings;
  /** Groups; empty: there are no pages for administrators. */
  readonly admins: readonly string[];
}

const USUAL_PORT = 8321;
const USUAL_DRAIN_S = 5;
const OF_THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/;
const MOST_BYTES_OF_SECRET = 16_384;

/** @throws {ActasError} `configuration`, also when a file of a secret cannot be read */
export function serverConfiguration(written: WrittenConfiguration, environment: Environment): ServerConfiguration {
  const { url, listen = {}, database, accounts, audit, people, lending = {}, roles = {}, admins = [] } = written;
  const state = stateFolder(environment);
  const auditFile = audit?.file ?? `${state}/audit.jsonl`;
  const configuration: ServerConfiguration = {
    ...(url !== undefined && { url: url.endsWith("/") ? url : `${url}/` }),
    listen: listenSettings(listen),
    ...(listen.metricsPort !== undefined && { metricsPort: listen.metricsPort }),
    proxies: listen.proxies ?? [],
    hosts: listen.hosts ?? [],
    drainMs: (listen.drainSeconds ?? USUAL_DRAIN_S) * 1_000,
    database: databaseSettings(database, environment, state),
    ...(auditFile !== false && { auditFile }),
    ...(people && { people: peopleSettings(people, environment) }),
    lending,
    ...(accounts && { accounts }),
    roles,
    admins,
  };
  refusePlainAddress(configuration);
  return configuration;
}

/** Where systemd says, else where such programs keep their state. */
function stateFolder({ STATE_DIRECTORY, XDG_STATE_HOME, HOME }: Environment): string {
  const [named] = (STATE_DIRECTORY ?? "").split(":");
  if (named?.startsWith("/")) return named;
  if (ownUid() === 0) return "/var/lib/actas-server";
  const home = XDG_STATE_HOME?.startsWith("/")
    ? XDG_STATE_HOME
    : HOME?.startsWith("/")
      ? `${HOME}/.local/state`
      : undefined;
  if (home) return `${home}/actas/server`;
  throw configurationError("there is no place for its files: neither STATE_DIRECTORY nor HOME is set", [
    "set STATE_DIRECTORY to a folder of this server alone",
  ]);
}

function listenSettings({
  address = "127.0.0.1",
  port = USUAL_PORT,
  certificateFile,
  keyFile,
}: NonNullable<WrittenConfiguration["listen"]>): ListenSettings {
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    throw configurationError("`listen.certificateFile` and `listen.keyFile` go together");
  }
  return { address, port, ...(certificateFile && keyFile && { tls: { certificateFile, keyFile } }) };
}

function databaseSettings(
  written: WrittenConfiguration["database"] = {},
  environment: Environment,
  state: string,
): DatabaseSettings {
  const { url, urlFile, folder, kind, programs, connections } = written;
  const named = secretOf({ key: "database.urlFile", path: urlFile }, environment[SECRET_VARIABLES.databaseUrl]);
  const secret = named ?? (url === undefined ? undefined : new Secret(url));
  if (secret && (folder ?? kind ?? programs) !== undefined) {
    throw configurationError("a database with a URL has no `folder`, `kind` or `programs`", ["keep one or the other"]);
  }
  return {
    ...(secret && { url: secret }),
    folder: folder ?? `${state}/database`,
    ...(kind && { kind }),
    ...(programs && { programs }),
    ...(connections && { connections }),
  };
}

function peopleSettings(people: NonNullable<WrittenConfiguration["people"]>, environment: Environment): PeopleSettings {
  const clientSecret = secretOf(
    { key: "people.provider.clientSecretFile", path: people.provider?.clientSecretFile },
    environment[SECRET_VARIABLES.clientSecret],
  );
  const keys = secretOf({ key: "people.keyFile", path: people.keyFile }, environment[SECRET_VARIABLES.keys]);
  return { ...people, ...(clientSecret && { clientSecret }), ...(keys && { keys: linesOf(keys) }) };
}

function linesOf(secret: Secret): readonly Secret[] {
  const lines = secret.reveal().split(/\s+/);
  return lines.filter((line) => line !== "").map((line) => new Secret(line));
}

const HOW_MADE = {
  "database.urlFile": "write a URL into it, such as postgres://USER:PASSWORD@HOST/DATABASE?sslmode=verify-full",
  "people.provider.clientSecretFile": "write the secret into it that the OpenID provider gave to this server",
  "people.keyFile": "`openssl rand -base64 32` prints what it holds; only the server may be able to read it",
};

/** A variable outranks the file. */
function secretOf(
  { key, path }: { readonly key: keyof typeof HOW_MADE; readonly path: string | undefined },
  variable: string | undefined,
): Secret | undefined {
  if (variable) return new Secret(variable);
  if (path === undefined) return undefined;
  try {
    const text = readNamedFile(path, MOST_BYTES_OF_SECRET).trim();
    if (text !== "") return new Secret(text);
    throw configurationError(`${path}, which \`${key}\` names, is empty`, [HOW_MADE[key]]);
  } catch (error) {
    if (error instanceof ActasError) throw error;
    const reason = isCode(error, "EACCES") ? "this user may not read it" : reasonOf(error);
    throw configurationError(
      `${path}, which \`${key}\` names, cannot be read: ${reason}`,
      isCode(error, "ENOENT") ? [HOW_MADE[key]] : [],
      error,
    );
  }
}

/** Tokens and keys would cross a network for everybody to read. */
function refusePlainAddress({ url, listen }: ServerConfiguration): void {
  if (url === undefined) {
    if (OF_THIS_MACHINE.test(listen.address)) return;
    throw configurationError("`url` is missing: the address as clients write it", ['add "url": "https://…/"']);
  }
  if (isPrivate(new URL(url))) return;
  throw configurationError("`url` begins with http://, and credentials would cross the network in the clear", [
    "have a proxy with TLS in front of it, or set `listen.certificateFile` and `listen.keyFile`",
  ]);
}
