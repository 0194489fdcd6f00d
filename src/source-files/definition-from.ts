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
  const { id, url } = content;
  if (id !== undefined && !isSourceId(id)) throw new UnusableValue('"id" has control characters in it');
  requireSourceUrl("url", url);
  const kinds = Object.values(DEFINITION_KINDS).reverse();
  const found = kinds.flatMap((kind) => {
    const read = kind.reader(content, origin);
    return read ? [{ read, key: quoted(kind) }] : [];
  });
  const [first, second] = found;
  if (!first) throw new UnusableValue(`it has neither ${kinds.map(quoted).join(" nor ")}`);
  if (second) throw new UnusableValue(`it has both ${first.key} and ${second.key}`);
  return first.read();
}

function quoted({ key }: { readonly key: string }): string {
  return `"${key}"`;
}
