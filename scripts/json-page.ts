import { outputFile, outputSchemas } from "../src/cli/json/output-schemas.ts";

/** A JSON Schema, as far as the pages tell of it. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const INTRODUCTION = `# JSON

<!-- Written by \`npm run docs\` from the shapes in \`src/cli/json/\`. Change them, not this page. -->

What commands print with \`--json\`; \`process\` and \`show\` print JSON always. Each command has a
[JSON Schema](https://json-schema.org/draft/2020-12/schema), and one object is printed. Times
are UTC. An optional member is absent when there is nothing to say; an empty list is no error.
\`a.b\` is the member \`b\` of \`a\`, and \`a[].b\` that of each item of the list \`a\`.

## Errors

An error is not printed as JSON: standard output is empty, standard error has the text, and
the [exit status](exit-codes.md) says what kind of error it is. So check the status before you
parse what was printed.
`;

/** `docs/reference/json.md`: what an error looks like, and the members of each command's JSON. */
export function jsonPage(): string {
  return [INTRODUCTION, ...Object.entries(outputSchemas()).map(([command, schema]) => section(command, schema))].join(
    "\n",
  );
}

function section(command: string, schema: Schema): string {
  const file = `schemas/${outputFile(command)}`;
  const head = `## actas ${command}\n\nSchema: [\`${file}\`](../../${file})\n`;
  return [head, "| member | type | meaning |", "|---|---|---|", ...rows(schema, ""), ""].join("\n");
}

function rows({ properties = {}, required = [] }: Schema, path: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, member]) => {
    const type = required.includes(name) ? typeOf(member) : `${typeOf(member)}, optional`;
    const row = `| \`${path}${name}\` | ${type} | ${member.description ?? ""} |`;
    return [row, ...below(member, `${path}${name}`)];
  });
}

function below(member: Schema, path: string): readonly string[] {
  if (member.items !== undefined) return below(member.items, `${path}[]`);
  return [...rows(member, `${path}.`), ...(member.anyOf ?? []).flatMap((variant) => below(variant, path))];
}

function typeOf(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`"${value}"\``).join(" or ");
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(" or ");
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  return schema.type ?? "any";
}
