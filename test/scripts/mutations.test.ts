import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MUTATIONS } from "../../scripts/mutations/all.ts";

const ROOT = join(import.meta.dir, "../..");

test("each defence to take away is there, once, under a name of its own, and so are the tests that notice", () => {
  const problems = MUTATIONS.flatMap(({ name, file, find, tests }) => {
    const times = existsSync(join(ROOT, file)) ? readFileSync(join(ROOT, file), "utf8").split(find).length - 1 : 0;
    const missing = tests.filter((path) => !existsSync(join(ROOT, path)));
    return [
      ...(times === 1 ? [] : [`${name}: ${times} times in ${file}`]),
      ...missing.map((path) => `${name}: ${path}`),
    ];
  });
  expect(problems).toEqual([]);
  const names = MUTATIONS.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
