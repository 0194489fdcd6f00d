import type { ActasError } from "../../base/errors.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import { writeToProcessTerminal } from "../../system/processes/process-terminal.ts";
import type { Grant } from "./grant-record.ts";

/** Writes to a program's terminal why it gets no credentials. */
export function tellProgram({ pid, program, starter }: Grant, { message, hints }: ActasError): void {
  const lines = [`actas: ${program}: ${message}`, ...hints.map((hint) => `actas: hint: ${hint}`)];
  // The pid of a starter that is gone may be another process's by now, whose user has nothing to do with this.
  if (starter && startTimeOf(starter.pid) !== starter.startTime) return;
  writeToProcessTerminal(starter?.pid ?? pid, `${lines.join("\n")}\n`);
}
