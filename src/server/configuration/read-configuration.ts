import { readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Environment } from "../../base/environment.ts";
import { ActasError } from "../../base/errors.ts";
import { nearestName } from "../../base/nearest-name.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { isCode, reasonOf } from "../../base/system-error.ts";
import { NotJson } from "../../files/commented-json.ts";
import { strictCommentedJson } from "../../files/json/strict-json.ts";
import {
  CONFIG_VARIABLE,
  type ConfigurationKey,
  configurationKeys,
  isServerVariable,
  SECRET_VARIABLES,
} from "./configuration-keys.ts";
import { ConfigurationShape, type WrittenConfiguration } from "./configuration-shape.ts";
import { readNamedFile } from "./named-file.ts";
import { configurationError, unusableConfiguration } from "./unusable-configuration.ts";

/** Read where nothing else is named, if it is there. */
const USUAL_FILE = "/etc/actas/actas-server.json";

/**
 * What a file and the environment say, which outranks the file. Without a file the environment says all.
 *
 * @param named - the file, as an option names it; else `ACTAS_SERVER_CONFIG` does
 * @throws {ActasError} `configuration`
 */
export function readConfiguration(named: string | undefined, environment: Environment): WrittenConfiguration {
  const file = fileOf(named ?? environment[CONFIG_VARIABLE], named === undefined);
  const variables = valuesOf(environment);
  const written = withValues(file ? parsed(file) : {}, variables);
  const result = ConfigurationShape.safeParse(written, { reportInput: true });
  if (result.success) return result.data;
  const place = { ...file, text: file?.text ?? "", variables: new Set(variables.map(({ key }) => key.variable)) };
  throw unusableConfiguration(place, result.error.issues);
}

interface ReadFile {
  readonly path: string;
  readonly text: string;
}

function fileOf(named: string | undefined, isByVariable: boolean): ReadFile | undefined {
  const path = named || USUAL_FILE;
  try {
    return { path, text: readNamedFile(path) };
  } catch (error) {
    if (error instanceof ActasError) throw error;
    if (!named && isCode(error, "ENOENT")) return undefined;
    const hints = isCode(error, "ENOENT") ? hintsForMissing(path, isByVariable) : [];
    throw configurationError(`${path} cannot be read: ${reasonOf(error)}`, hints, error);
  }
}

/** Who says that it is there, and which file may be meant, or how one begins. */
function hintsForMissing(path: string, isByVariable: boolean): readonly string[] {
  const folder = dirname(path);
  const nearest = nearestName(basename(path), filesIn(folder), 2);
  const begin = `\`echo '{}' > ${shellArgument(path)}\` begins one: every key of it has a default`;
  return [
    ...(isByVariable ? [`${CONFIG_VARIABLE} in the environment names it`] : []),
    nearest ? `did you mean ${join(folder, nearest)}?` : begin,
  ];
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function parsed({ path, text }: ReadFile): unknown {
  try {
    const value = strictCommentedJson(text);
    // Variables would fill in an object, and what is written would be as good as not there.
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
    throw configurationError(`${path}: it is not a JSON object`);
  } catch (error) {
    if (!(error instanceof NotJson)) throw error;
    throw configurationError(`${path}: ${error.reason}`);
  }
}

interface VariableValue {
  readonly key: ConfigurationKey;
  readonly value: unknown;
}

function valuesOf(environment: Environment): readonly VariableValue[] {
  const keys = new Map(configurationKeys().map((key) => [key.variable, key]));
  const secrets = new Set<string>(Object.values(SECRET_VARIABLES));
  const given = Object.entries(environment).filter(([name]) => isServerVariable(name) && !secrets.has(name));
  return given.flatMap(([name, text = ""]) => {
    const key = keys.get(name);
    if (key) return text === "" ? [] : [{ key, value: valueFrom(key, text) }];
    const nearest = nearestName(name, keys.keys(), 6);
    throw configurationError(
      `the environment has ${name}, which means nothing`,
      nearest ? [`did you mean ${nearest}?`] : [],
    );
  });
}

function valueFrom({ kind, variable }: ConfigurationKey, text: string): unknown {
  if (kind === "text") return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // As on a command line, a path needs no quotes; a list must be JSON.
    if (kind === "JSON" && !/^\s*[[{"]/.test(text)) return text;
    throw configurationError(`${variable} is not ${kind === "number" ? "a number" : "JSON"}`);
  }
}

/** Copies of the objects on the way, with the values put in. */
function withValues(written: unknown, values: readonly VariableValue[]): unknown {
  return values.reduce<unknown>((whole, { key, value }) => withValue(whole, key.path, value), written);
}

function withValue(whole: unknown, [name, ...rest]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value;
  const object = typeof whole === "object" && whole !== null && !Array.isArray(whole) ? whole : {};
  return { ...object, [name]: withValue((object as Readonly<Record<string, unknown>>)[name], rest, value) };
}
