import { z } from "zod/mini";
import { variableOf } from "../src/server/configuration/configuration-keys.ts";
import { ConfigurationShape } from "../src/server/configuration/configuration-shape.ts";
import type { Schema } from "./json-page.ts";

const INTRODUCTION = `# Configuration of a team server

<!-- Written by \`npm run docs\` from the shapes in \`src/server/\`. Change them, not this page. -->

\`actas server run\` reads one file, JSON in which comments are allowed: the one that \`--config\` names, else
\`ACTAS_SERVER_CONFIG\`, else \`/etc/actas/actas-server.json\` if it is there. [A schema](../../schemas/server.schema.json)
lets editors help: \`"$schema": "…/server.schema.json"\`. An unknown key is an error. \`actas server check\` says what is
wrong with it.

Every key outside of a list may also come from the environment, by the variable that stands beside it; the
environment counts more than the file. A number and \`true\` are written as in JSON; a list is JSON.

Secrets are not in the file. They are in files that it names, or in the environment:

| secret | file | variable |
|---|---|---|
| the database's URL with its password | \`database.urlFile\` | \`DATABASE_URL\` |
| the client secret at the OpenID provider | \`people.provider.clientSecretFile\` | \`ACTAS_SERVER_PEOPLE_PROVIDER_CLIENT_SECRET\` |
| the keys that seal sign-ins, one a line, the newest first | \`people.keyFile\` | \`ACTAS_SERVER_PEOPLE_KEYS\` |

\`$STATE_DIRECTORY\` is where systemd says; where it says nothing, \`/var/lib/actas-server\` for root, else
\`~/.local/state/actas/server\`.
`;

/** `docs/reference/server-configuration.md`: every key, what it may be, and its variable. */
export function serverConfigurationPage(): string {
  const schema = z.toJSONSchema(ConfigurationShape, { io: "input" }) as Schema;
  const { $schema: _, ...keys } = schema.properties ?? {};
  const plain = Object.entries(keys).filter(([, { properties }]) => !properties);
  const groups = Object.entries(keys).filter(([, { properties }]) => properties);
  return [
    INTRODUCTION,
    ...section(
      "Keys",
      plain.flatMap(([name, key]) => rows(key, [name], "")),
      "",
    ),
    ...groups.flatMap(([name, key]) => section(`\`${name}\``, rowsOf(key, [name], ""), key.description ?? "")),
  ].join("\n");
}

function section(heading: string, lines: readonly string[], words: string): readonly string[] {
  const head = ["| key | it is | meaning | variable |", "|---|---|---|---|"];
  return [`## ${heading}\n`, ...(words ? [`${words}\n`] : []), ...head, ...lines, ""];
}

function rowsOf({ properties = {} }: Schema, path: readonly string[], list: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, inner]) => rows(inner, [...path, name], list));
}

/** @param list - the path of the list that this is in, whose parts have no variable */
function rows(key: Schema, path: readonly string[], list: string): readonly string[] {
  const name = `${list}${path.join(".")}`;
  const isInner = key.properties !== undefined;
  const variable = list || isInner ? "" : `\`${variableOf(path)}\``;
  const row = `| \`${name}\` | ${kindOf(key)} | ${(key.description ?? "").replaceAll("|", "\\|")} | ${variable} |`;
  const items = [key.items ?? {}, ...(key.items?.anyOf ?? [])].flatMap((item) => rowsOf(item, [], `${name}[].`));
  return [row, ...rowsOf(key, path, list), ...new Set(items)];
}

function kindOf({ type, enum: choices, const: only, anyOf, items, properties }: Schema): string {
  if (properties) return "object";
  if (choices) return choices.map((choice) => `\`${choice}\``).join(", ");
  if (only !== undefined) return `\`${String(only)}\``;
  if (anyOf) return anyOf.map(kindOf).join(" or ");
  if (items) return `list of ${kindOf(items)}`;
  return { string: "text", integer: "number", number: "number", boolean: "true or false" }[type ?? ""] ?? "JSON";
}
