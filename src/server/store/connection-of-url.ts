import { readFileSync } from "node:fs";
import type { ConnectionOptions } from "node:tls";
import { ActasError } from "../../base/errors.ts";
import type { Secret } from "../../base/secret.ts";
import { reasonOf } from "../../base/system-error.ts";

/** Where a database is, and how one connects to it. */
export interface DatabaseConnection {
  /** For pg: the address, without the words about TLS. */
  readonly connectionString: string;
  /** Ways to connect, the first that works counts for all connections. */
  readonly ways: readonly ConnectionWay[];
  /** For people: host, port and database. */
  readonly shown: string;
}

/** `false`: without TLS. */
export type ConnectionWay = false | ConnectionOptions;

/** Parameters of a URL that are read here, not by pg, whose reading of them differs from libpq's. */
const TLS_PARAMETERS = ["sslmode", "sslrootcert", "sslcert", "sslkey", "uselibpqcompat", "ssl"];

/**
 * Reads a URL such as `postgres://user:password@host/name?sslmode=verify-full`. What it says about TLS means the same
 * as for libpq, whose default is TLS if the server has it, unverified. A client certificate needs `sslcert` and `sslkey`.
 *
 * @throws {ActasError} `configuration` - the message never holds the URL
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html
 */
export function connectionOfUrl(secret: Secret): DatabaseConnection {
  // A URL may leave the host out, as before the folder of a socket in `?host=`; the parser of addresses needs one.
  const text = secret.reveal().replace(/^(postgres(?:ql)?:\/\/[^/@]*@?)(?=\/)/, "$1localhost");
  if (!URL.canParse(text)) throw unusable("it is not a URL");
  const url = new URL(text);
  if (!/^postgres(ql)?:$/.test(url.protocol)) throw unusable("it does not begin with postgres://");
  const host = url.searchParams.get("host") ?? decodeURIComponent(url.hostname);
  const ways = host.startsWith("/") ? [false as const] : waysOf(url.searchParams);
  for (const name of TLS_PARAMETERS) url.searchParams.delete(name);
  return { connectionString: url.href, ways, shown: shownPlace(url, host) };
}

function waysOf(parameters: URLSearchParams): readonly ConnectionWay[] {
  const root = parameters.get("sslrootcert");
  // As for libpq: the authorities of this machine only make sense when the host's name is verified.
  const mode = root === "system" ? "verify-full" : (parameters.get("sslmode") ?? "prefer");
  const own = {
    ...(root && root !== "system" && { ca: certificateAt(root) }),
    ...(parameters.get("sslcert") && { cert: certificateAt(parameters.get("sslcert") ?? "") }),
    ...(parameters.get("sslkey") && { key: certificateAt(parameters.get("sslkey") ?? "") }),
  };
  switch (mode) {
    case "disable":
      return [false];
    case "allow":
    case "prefer":
      return [{ ...own, rejectUnauthorized: false }, false];
    case "require":
      return [root ? withoutName(own) : { ...own, rejectUnauthorized: false }];
    case "verify-ca":
      return [withoutName(own)];
    case "verify-full":
      return [{ ...own, rejectUnauthorized: true }];
    default:
      throw unusable("sslmode is none of disable, allow, prefer, require, verify-ca and verify-full");
  }
}

/** The authority is verified, the host's name is not. */
function withoutName(own: ConnectionOptions): ConnectionOptions {
  return { ...own, rejectUnauthorized: true, checkServerIdentity: () => undefined };
}

function certificateAt(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unusable(`${path} cannot be read: ${reasonOf(error)}`);
  }
}

function shownPlace(url: URL, host: string): string {
  const port = url.port || url.searchParams.get("port") || "5432";
  return `${host}${host.startsWith("/") ? "" : `:${port}`}, database "${url.pathname.slice(1)}"`;
}

function unusable(reason: string): ActasError {
  return new ActasError("configuration", `cannot use the database's URL: ${reason}`, {
    hints: ["it looks like postgres://USER:PASSWORD@HOST/DATABASE?sslmode=verify-full"],
  });
}
