import { NotJson, parseCommentedJson } from "../../files/commented-json.ts";
import { describeChange } from "../../project-files/describe-change.ts";
import type { SourceFileContent } from "../../source-files/source-file-shape.ts";

const SECRET = "client_secret";

/** How a source file differs from the text it replaced, one line per change. A secret itself is never shown. */
export function whatChanged(before: string, now: SourceFileContent): readonly string[] {
  const earlier = contentOf(before);
  if (!earlier) return ["what was there could not be read"];
  const lines = describeChange(withoutSecret(earlier), withoutSecret(now));
  const isSameSecret = secretOf(earlier) === secretOf(now);
  const all = isSameSecret ? lines : [...lines, `oauth.${SECRET}: another`];
  return all.length > 0 ? all : ["it says the same as before"];
}

/** The old content, with unchecked keys; undefined if it is no JSON object. */
function contentOf(text: string): SourceFileContent | undefined {
  try {
    const value = parseCommentedJson(text);
    return typeof value === "object" && value !== null ? (value as SourceFileContent) : undefined;
  } catch (error) {
    if (error instanceof NotJson) return undefined;
    throw error;
  }
}

function secretOf({ oauth }: SourceFileContent): string | undefined {
  return oauth?.[SECRET] ?? undefined;
}

function withoutSecret({ $schema: _, oauth, ...rest }: SourceFileContent): object {
  if (!oauth) return rest;
  const { [SECRET]: __, ...open } = oauth;
  return { ...rest, oauth: open };
}
