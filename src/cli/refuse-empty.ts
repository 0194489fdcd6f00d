import { type Argument, type Command, InvalidArgumentError, type Option } from "commander";

/**
 * A value that is empty is refused: it is nearly always a variable that was not set. If `--assume-role "$ROLE"` counted
 * as not typed, the program would have the first role in place of the one that was meant.
 */
export function refuseEmptyValues(command: Command): void {
  for (const option of command.options) if (option.required || option.optional) refuseEmpty(option);
  // The words of a command that is run may be empty.
  for (const argument of command.registeredArguments) if (!argument.variadic) refuseEmpty(argument);
}

function refuseEmpty(taker: Option | Argument): void {
  const { parseArg } = taker;
  taker.argParser((value: string, previous: unknown): unknown => {
    if (value === "") throw new InvalidArgumentError("it is empty");
    return parseArg ? parseArg(value, previous as never) : value;
  });
}
