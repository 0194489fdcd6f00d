import type { InSourceFile } from "./kinds/definition-kind.ts";
import { DEFINITION_KINDS } from "./kinds/definition-kinds.ts";
import type { SourceDefinition } from "./source-definition.ts";
import type { SourceFileContent } from "./source-file-shape.ts";
import { isSourceId } from "./source-id.ts";
import { requireSourceUrl } from "./source-url.ts";
import { UnusableValue } from "./unusable-value.ts";

/**
 * The definition that a source file describes, with defaults filled in.
 *
 * @throws {UnusableValue}
 * @see https://datatracker.ietf.org/doc/html/rfc3986#section-5.2 for endpoints relative to the URL
 */
export function definitionFrom(content: SourceFileContent, origin: string): SourceDefinition {
  const { id } = content;
  if (id !== undefined && !isSourceId(id)) throw new UnusableValue('"id" has control characters in it');
  const kinds: readonly Row[] = Object.values(DEFINITION_KINDS).reverse();
  const url = content.url ?? kinds.map((kind) => kind.urlIn?.(content)).find(Boolean);
  if (url === undefined) throw new UnusableValue('"url" is missing');
  requireSourceUrl("url", url);
  const found = kinds.flatMap((kind) => {
    const read = kind.reader({ ...content, url }, origin);
    return read ? [{ read, key: quoted(kind) }] : [];
  });
  const [first, second] = found;
  if (!first) throw new UnusableValue(`it has neither ${kinds.map(quoted).join(" nor ")}`);
  if (second) throw new UnusableValue(`it has both ${first.key} and ${second.key}`);
  return first.read();
}

type Row = InSourceFile<SourceDefinition, Omit<SourceFileContent, "$schema" | "id" | "url">>;

function quoted({ key }: { readonly key: string }): string {
  return `"${key}"`;
}
