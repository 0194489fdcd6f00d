/** The tests of a report, by what became of them. */
export interface Report {
  readonly passed: number;
  readonly failures: readonly string[];
  /** The files of the failures, each once. */
  readonly failedFiles: readonly string[];
  readonly skipped: readonly { readonly test: string; readonly reason: string }[];
}

/** What stands before the reason in the name of a test that is skipped. */
const REASON = " # SKIPPED: ";

/** Reads the report that `bun test --reporter=junit` writes; an empty text gives an empty report. */
export function readJunit(xml: string): Report {
  const tests = [...xml.matchAll(/<testcase ([^>]*?)(?:\/>|>(.*?)<\/testcase>)/gs)].map(
    ([, attributes = "", body = ""]) => ({
      name: attribute(attributes, "name"),
      file: attribute(attributes, "file"),
      body,
    }),
  );
  const skipped = tests.filter(({ body }) => body.includes("<skipped"));
  const failed = tests.filter(({ body }) => body.includes("<failure"));
  return {
    passed: tests.length - skipped.length - failed.length,
    failures: failed.map(({ name }) => name),
    failedFiles: [...new Set(failed.map(({ file }) => file))],
    skipped: skipped.map(({ name }) => {
      const [test = "", reason = ""] = name.split(REASON);
      return { test, reason };
    }),
  };
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function attribute(attributes: string, name: string): string {
  return unescapeXml(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "");
}

function unescapeXml(text: string): string {
  return text.replace(/&(\w+);/g, (entity, name) => ENTITIES[name] ?? entity);
}
