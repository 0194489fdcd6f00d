import { type Argument, type Command, InvalidArgumentError, type Option } from "commander";

/**
 * Refuses an empty value: it is nearly always an unset variable. If `--assume-role ""` were ignored, the program would
 * get the first role in place of the intended one.
 */
export function refuseEmptyValues(command: Command): void {
  for (const option of command.options) if (option.required || option.optional) refuseEmpty(option);
  // Words of the command to run may be empty.
  for (const argument of command.registeredArguments) if (!argument.variadic) refuseEmpty(argument);
}

function refuseEmpty(taker: Option | Argument): void {
  const { parseArg } = taker;
  taker.argParser((value: string, previous: unknown): unknown => {
    if (value === "") throw new InvalidArgumentError("it is empty");
    return parseArg ? parseArg(value, previous as never) : value;
  });
}
