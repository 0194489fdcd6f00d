/** A way on where the agent cannot be used, for the commands that have the option; the others leave the hint out. */
export const WITHOUT_AGENT = "add `--no-agent` to do without the agent";
