import { ActasError } from "../../base/errors.ts";
import { reasonOf } from "../../base/system-error.ts";

/**
 * The database is going away, coming back, or has no connection left.
 *
 * @see https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const AWAY = /^(08...|57P0[1-5]|53300)$/;

/** Not about a statement, but about who connects, and to what. */
const REFUSED = /^(28...|3D000)$/;

/** Whether the database itself judged a statement, and the connection is as good as before. */
export function isAboutStatement(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code !== undefined && !AWAY.test(code) && !REFUSED.test(code);
}

/** Whether the same may succeed soon: the database restarts, or the network was down for a moment. */
export function mayPass(error: unknown): boolean {
  const code = sqlStateOf(error);
  return code === undefined ? !isTlsRefusal(error) : AWAY.test(code);
}

/** What is thrown instead of a driver's error; errors about statements stay as they are. */
export function databaseFailure(error: unknown, shown: string): unknown {
  if (error instanceof ActasError || isAboutStatement(error)) return error;
  const isConfiguration = !mayPass(error);
  return new ActasError(
    isConfiguration ? "configuration" : "unreachable",
    `cannot ask the database at ${shown}: ${reasonInWords(error)}`,
    { cause: error },
  );
}

/** PostgreSQL's code of an error, in five characters; undefined if it is not PostgreSQL's. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || !("severity" in error)) return undefined;
  return typeof error.code === "string" && /^[\dA-Z]{5}$/.test(error.code) ? error.code : undefined;
}

function isTlsRefusal(error: unknown): boolean {
  return error instanceof Error && /certificate|does not support SSL/i.test(`${error.message} ${codeOf(error)}`);
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

/** Of the operating system's errors the code says more than the message. */
function reasonInWords(error: unknown): string {
  const code = error instanceof Error ? codeOf(error) : "";
  if (code === "ECONNREFUSED") return "nothing listens there";
  if (code === "ENOTFOUND") return "no such host";
  if (/^E[A-Z]+$/.test(code)) return reasonOf(error);
  return error instanceof Error ? firstLine(error.message) || error.name : String(error);
}

function firstLine(text: string): string {
  return text.split("\n", 1)[0] ?? "";
}
