import type { Environment } from "../agent-api/messages.ts";

/** What to change in this command's environment: an endpoint that the user has set already stays. */
export function forThisProcess(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !(name.startsWith("AWS_ENDPOINT_URL") && process.env[name])),
  );
}
