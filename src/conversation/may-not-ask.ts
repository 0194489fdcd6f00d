/** Why no person is asked where the user said so; ends "cannot ask for …: ". */
export const MAY_NOT_ASK = "this command may not ask (`--non-interactive` or ACTAS_NON_INTERACTIVE)";
