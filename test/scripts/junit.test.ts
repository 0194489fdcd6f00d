import { expect, test } from "bun:test";
import { readJunit } from "../../scripts/junit.ts";

test("a report is read: passed, failed and skipped tests, with the reason of the skip", () => {
  const report = readJunit(`<testsuites><testsuite name="a">
    <testcase name="a &lt;b&gt; &amp; &quot;c&quot;" time="0" />
    <testcase name="zsh works # SKIPPED: zsh not installed" time="0">
      <skipped />
    </testcase>
    <testsuite name="group">
      <testcase name="fails" file="test/a.test.ts" time="0">
        <failure type="Error" message="x">at a.test.ts</failure>
      </testcase>
      <testcase name="later" time="0">
        <skipped message="TODO" />
      </testcase>
    </testsuite></testsuite></testsuites>`);
  expect(report).toEqual({
    passed: 1,
    failures: ["fails"],
    failedFiles: ["test/a.test.ts"],
    skipped: [
      { test: "zsh works", reason: "zsh not installed" },
      { test: "later", reason: "" },
    ],
  });
});

test("no report is an empty report", () => {
  expect(readJunit("")).toEqual({ passed: 0, failures: [], failedFiles: [], skipped: [] });
});
