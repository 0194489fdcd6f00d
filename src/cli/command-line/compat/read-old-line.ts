import { Command, CommanderError, Option } from "commander";
import type { Environment } from "../../../base/environment.ts";
import { ActasError } from "../../../base/errors.ts";
import { noCounterpart } from "./no-counterpart.ts";
import type { OldLine, OldOption, OldTool } from "./old-tool.ts";

/** Reads a command line of another tool. @throws {ActasError} `usage` for options that it does not have, or we have not */
export function readOldLine(
  tool: string,
  { options, optionsAfterWords }: OldTool,
  words: readonly string[],
  environment: Environment,
): OldLine {
  const line = { options: [] as string[][], variables: {} as Record<string, string>, does: {} as OldLine["does"] };
  const program = new Command(tool).exitOverride().helpOption(false).argument("[words...]");
  program.configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} });
  if (!optionsAfterWords) program.passThroughOptions();
  for (const option of options) {
    const read = new Option(option.flags);
    program.addOption(read);
    program.on(`option:${read.name()}`, (value: string | null) => take(tool, option, value ?? undefined, line));
  }
  try {
    program.parse([...words], { from: "user" });
  } catch (error) {
    throw error instanceof CommanderError ? notTheirs(tool, error) : error;
  }
  return { tool, ...line, rest: program.args, environment };
}

function take(
  tool: string,
  { does, flags, instead, option, variable }: OldOption,
  value: string | undefined,
  line: { options: string[][]; variables: Record<string, string>; does: OldLine["does"] },
): void {
  if (instead) throw noCounterpart(tool, flags.replace(/ <.*/, "").replace(/^.*, /, ""), instead);
  if (option) line.options.push(value === undefined ? [option] : [`${option}=${value}`]);
  if (variable) line.variables[variable] = value ?? "1";
  if (does) line.does = { ...line.does, [does]: value ?? true };
}

function notTheirs(tool: string, { message }: CommanderError): ActasError {
  const said = message
    .replace(/^error: /, "")
    .replace(/'/g, "`")
    .split("\n")[0];
  return new ActasError("usage", `cannot read the options of ${tool}: ${said}`, {
    hints: ["`actas exec --help` and `actas process --help` show those of actas"],
  });
}
