import { expect, test } from "bun:test";
import { reportLines } from "./report-lines.ts";

const NO_ANSWER = "not checked: cannot reach STS at sts.us-east-1.amazonaws.com: the host name cannot be resolved";
const MEND = "run `actas exec --no-agent --non-interactive production -- some-long-command`";

test("what was found is wrapped below itself, and what mends it stays in one line", () => {
  const finding = { check: "network", severity: "unknown", words: NO_ANSWER, mend: [MEND], fixed: false } as const;
  expect(reportLines({ version: "1", findings: [{ ...finding }], sdks: [], redacted: false }, 60)).toEqual([
    "actas 1",
    "",
    "unknown  network  not checked: cannot reach STS at",
    "                  sts.us-east-1.amazonaws.com: the host name",
    "                  cannot be resolved",
    `                  ${MEND}`,
    "",
    "nothing is wrong, as far as it was looked at",
  ]);
});
