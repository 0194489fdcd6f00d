import { expect } from "bun:test";
import { HOSTILE_VALUES } from "../../../test/support/hostile-values.ts";
import { pathOf, testNeeding } from "../../../test/support/needs.ts";
import { completionScript } from "../../cli/command-line/completion/completion-script.ts";
import { powershell } from "./powershell.ts";

/** Prints, for each text that it reads, the kinds of its statements, and where it is not PowerShell. */
const PARSE = `
import json, sys, tree_sitter_powershell
from tree_sitter import Language, Parser
parser = Parser(Language(tree_sitter_powershell.language()))
def wrong(node):
    found = [node.text.decode()] if node.type == "ERROR" or node.is_missing else []
    return found + [text for child in node.children for text in wrong(child)]
def parsed(text):
    root = parser.parse(text.encode()).root_node
    statements = [one.type for part in root.children for one in part.children]
    return {"statements": statements, "wrong": wrong(root)}
print(json.dumps([parsed(text) for text in json.load(sys.stdin)]))`;

function parsed(texts: readonly string[]): readonly { statements: readonly string[]; wrong: readonly string[] }[] {
  const { stderr, stdout } = Bun.spawnSync([pathOf("powershell-grammar") ?? "python3", "-c", PARSE], {
    stdin: Buffer.from(JSON.stringify(texts)),
  });
  expect(stderr.toString()).toBe("");
  return JSON.parse(stdout.toString());
}

const withGrammar = testNeeding("powershell-grammar");

withGrammar("what PowerShell is to evaluate is PowerShell, by its grammar", () => {
  const options = { program: "/a b/it's", prompt: "shown", words: "compat" } as const;
  const texts = [powershell.init(options), powershell.hook ?? "", completionScript("powershell"), "function f { if ("];
  expect(parsed(texts).map(({ wrong }) => wrong.length > 0)).toEqual([false, false, false, true]);
});

withGrammar("no value ends the statement that PowerShell is given", () => {
  const values = HOSTILE_VALUES.filter((value) => !/\p{Cc}/u.test(value));
  const texts = values.map((value) =>
    powershell.acting({ variables: { A: value }, exported: new Set(), kept: { state: value } }),
  );
  expect(parsed(texts)).toEqual(texts.map(() => ({ statements: ["pipeline"], wrong: [] })));
});
