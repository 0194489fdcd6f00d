import { z } from "zod/mini";
import { ConfigurationShape } from "./configuration-shape.ts";

const PREFIX = "ACTAS_SERVER_";
/** Where the file is. */
export const CONFIG_VARIABLE = "ACTAS_SERVER_CONFIG";

/** A key of the configuration, and the variable that stands for it. */
export interface ConfigurationKey {
  /** Such as `["listen", "port"]`. */
  readonly path: readonly string[];
  readonly variable: string;
  readonly kind: "text" | "number" | "JSON";
  readonly description: string;
}

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
}

/** All keys that the environment may give, in the order of the file. */
export function configurationKeys(): readonly ConfigurationKey[] {
  const schema = z.toJSONSchema(ConfigurationShape, { io: "input" }) as Schema;
  const { $schema: _, ...properties } = schema.properties ?? {};
  return keysOf({ ...schema, properties }, []);
}

function keysOf({ properties, type, description = "" }: Schema, path: readonly string[]): readonly ConfigurationKey[] {
  if (properties) return Object.entries(properties).flatMap(([name, inner]) => keysOf(inner, [...path, name]));
  const kind = type === "string" ? "text" : type === "integer" || type === "number" ? "number" : "JSON";
  return [{ path, variable: variableOf(path), kind, description }];
}

/** `["listen", "metricsPort"]` is `ACTAS_SERVER_LISTEN_METRICS_PORT`. */
export function variableOf(path: readonly string[]): string {
  return PREFIX + path.map((name) => name.replace(/([a-z\d])([A-Z])/g, "$1_$2").toUpperCase()).join("_");
}

/** Variables for secrets, which no file of the configuration holds itself. */
export const SECRET_VARIABLES = {
  databaseUrl: "DATABASE_URL",
  clientSecret: "ACTAS_SERVER_PEOPLE_PROVIDER_CLIENT_SECRET",
  keys: "ACTAS_SERVER_PEOPLE_KEYS",
} as const;

/** Whether a variable is meant for the server. */
export function isServerVariable(name: string): boolean {
  return name.startsWith(PREFIX) && name !== CONFIG_VARIABLE;
}
