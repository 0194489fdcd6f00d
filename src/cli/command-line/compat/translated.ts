import type { Environment } from "../../../base/environment.ts";
import { ActasError } from "../../../base/errors.ts";
import { meantName } from "../../../base/nearest-name.ts";
import { awsRunas } from "./aws-runas.ts";
import type { NewLine, OldTool } from "./old-tool.ts";
import { readOldLine } from "./read-old-line.ts";
import { vegasCredentials } from "./vegas-credentials.ts";

const TOOLS: Readonly<Record<string, OldTool>> = {
  "aws-runas": awsRunas,
  "vegas-credentials": vegasCredentials,
  "aws-mfa-credential-process": vegasCredentials,
};

/** What to type in place of a command line of another tool. @throws {ActasError} `usage` where there is nothing */
export function translated(tool: string, words: readonly string[], environment: Environment): NewLine {
  if (!Object.hasOwn(TOOLS, tool)) throw unknownTool(tool);
  const known = TOOLS[tool]!;
  return known.translate(readOldLine(tool, known, words, environment));
}

function unknownTool(tool: string): ActasError {
  const names = Object.keys(TOOLS);
  const meant = meantName(tool, names);
  const what = tool === "" ? "another tool: none was named" : `"${tool}": it is none of ${names.join(", ")}`;
  return new ActasError("usage", `cannot read a command line of ${what}`, {
    hints: [...(meant ? [`did you mean "${meant}"?`] : []), "`actas compat --help` shows how it is written"],
  });
}
