import { ActasError } from "../../base/errors.ts";
import { parseSourceFile } from "../parse-source-file.ts";
import type { SourceDefinition } from "../source-definition.ts";
import type { UnusableSource } from "../source-definitions.ts";
import { isSourceId } from "../source-id.ts";
import { BundleSourceShape } from "./bundle-source-shape.ts";

/**
 * The sources of an installed bundle. It was checked when it was installed; here only what it says of sources is, with
 * the same rules: a file that was changed since runs no command either.
 */
export function bundleSources(text: string, path: string): readonly (SourceDefinition | UnusableSource)[] {
  const sources = sourcesIn(text);
  if (!sources) return [unusable(path, "it is not a bundle that `actas setup org` has installed")];
  return Object.entries(sources).flatMap(([id, content]) => {
    if (!isSourceId(id)) return [unusable(path, "the name of a source in it cannot be used")];
    const checked = BundleSourceShape.safeParse(content);
    if (checked.success) return [parseSourceFile(JSON.stringify({ ...checked.data, id }), path)];
    return [{ id, ...unusable(path, `a bundle may not say all that it says of "${id}"`) }];
  });
}

function sourcesIn(text: string): object | undefined {
  try {
    const { sources = {} } = JSON.parse(text);
    return typeof sources === "object" && sources !== null && !Array.isArray(sources) ? sources : undefined;
  } catch {
    return undefined;
  }
}

function unusable(path: string, reason: string): UnusableSource {
  return { origin: path, error: new ActasError("configuration", `cannot use ${path}: ${reason}`) };
}
