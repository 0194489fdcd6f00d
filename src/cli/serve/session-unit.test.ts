import { expect, test } from "bun:test";
import { sessionUnit } from "./session-unit.ts";

const ODD = ["/opt/my tools/actas", "serve", "container", `o'dd "x" \\n $HOME %h é;#`, "--port", "12319"];

const parts = (words: readonly string[]) => ({
  words,
  target: "100% staging",
  log: "/home/ana & ben/serve.log",
  label: "serve",
  mayNeverStart: false,
});

test("a systemd unit has the words as they are, in quotes where they are odd", () => {
  const lines = sessionUnit("systemd", parts(ODD));
  expect(lines[1]).toBe("Description=AWS credentials of 100%% staging, by actas");
  expect(lines).toContain(
    `ExecStart="/opt/my tools/actas" serve container "o'dd \\"x\\" \\\\n $$HOME %%h é;#" --port 12319`,
  );
});

test("a launchd agent has each word in an element of its own", () => {
  const text = sessionUnit("launchd", parts([...ODD, "<a>&b"])).join("\n");
  expect(text).toContain("    <string>&lt;a&gt;&amp;b</string>\n");
  expect(text).toContain("<string>/home/ana &amp; ben/serve.log</string>");
});

test("a systemd unit that may never start is given up after some tries", () => {
  const lines = sessionUnit("systemd", { ...parts(["/actas"]), mayNeverStart: true });
  expect(lines.slice(2, 4)).toEqual(["StartLimitIntervalSec=300", "StartLimitBurst=5"]);
});

test.each(["\n", "\t", "\0", "\u001b", "\u0085", "\uffff"])(
  "text with %j is refused, wherever it stands",
  (control) => {
    const text = `a${control}b`;
    for (const manager of ["systemd", "launchd"] as const) {
      for (const odd of [{ words: ["/actas", text] }, { target: text }, { log: text }]) {
        expect(() => sessionUnit(manager, { ...parts(["/actas"]), ...odd })).toThrow("it has control characters");
      }
    }
  },
);
