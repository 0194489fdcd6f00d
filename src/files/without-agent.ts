/** The hint for when the agent cannot be used. Commands without that option leave it out. */
export const WITHOUT_AGENT = "add `--no-agent` to do without the agent";
