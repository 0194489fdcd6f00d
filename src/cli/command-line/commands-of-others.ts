import { killAgent } from "../definitions/agent.ts";
import { listRoles, listSessions } from "../definitions/list.ts";
import { credentialProcess } from "../definitions/process.ts";
import { setupSso } from "../definitions/setup-sources.ts";

/** Commands by the names that Mairu has for them; help does not show them. */
export const COMMANDS_OF_OTHERS = [
  {
    name: "credential-process",
    summary: "print credentials as a credential_process does",
    definition: credentialProcess,
  },
  {
    name: "list-roles",
    summary: "list the roles a source lends, or those of all you are signed in to",
    definition: listRoles,
  },
  {
    name: "list-sessions",
    summary: "list the sources you are signed in to",
    definition: listSessions,
  },
  {
    name: "setup-sso",
    summary: "add an AWS IAM Identity Center, after asking it whether it is there",
    definition: setupSso,
  },
  {
    name: "kill-agent",
    summary: "stop the agent: sign-ins, credentials and grants end",
    definition: killAgent,
  },
] as const;
