import type { CommandDefinition } from "../definitions/definition.ts";
import type { Actions } from "./action.ts";

/**
 * A command in the table. What it takes, and what it does, are loaded only for the command that was typed: nothing else
 * makes so much of the time that a command takes.
 */
export interface TableEntry {
  readonly name: string;
  readonly summary: string;
  /** What help puts it under; absent: a word of other tools, which help does not show. */
  readonly heading?: string;
  readonly define: () => Promise<CommandDefinition>;
  readonly load: () => Promise<Actions>;
}

/** All commands, in the order of help. */
export const COMMAND_TABLE: readonly TableEntry[] = [
  {
    name: "exec",
    summary: "run a command, or your shell, with the credentials of a target",
    heading: "Act as a role",
    define: async () => (await import("../definitions/exec.ts")).exec,
    load: async () => (await import("../commands/exec.ts")).execActions,
  },
  {
    name: "process",
    summary: "print credentials as a credential_process does",
    heading: "Act as a role",
    define: async () => (await import("../definitions/process.ts")).processDefinition,
    load: async () => (await import("../commands/process.ts")).processActions,
  },
  {
    name: "export",
    summary: "print credentials for a shell or a script",
    heading: "Act as a role",
    define: async () => (await import("../definitions/export.ts")).exportDefinition,
    load: async () => (await import("../commands/export.ts")).exportActions,
  },
  {
    name: "whoami",
    summary: "ask AWS who this shell acts as, or who a target is",
    heading: "Act as a role",
    define: async () => (await import("../definitions/whoami.ts")).whoami,
    load: async () => (await import("../commands/whoami.ts")).whoamiActions,
  },
  {
    name: "login",
    summary: "sign in to a source, in the browser",
    heading: "Sign in",
    define: async () => (await import("../definitions/sign-in.ts")).login,
    load: async () => (await import("../commands/login.ts")).loginActions,
  },
  {
    name: "logout",
    summary: "end a sign-in, and forget all credentials got with it",
    heading: "Sign in",
    define: async () => (await import("../definitions/sign-in.ts")).logout,
    load: async () => (await import("../commands/logout.ts")).logoutActions,
  },
  {
    name: "refresh",
    summary: "renew a sign-in now, without the browser",
    heading: "Sign in",
    define: async () => (await import("../definitions/sign-in.ts")).refresh,
    load: async () => (await import("../commands/refresh.ts")).refreshActions,
  },
  {
    name: "list",
    summary: "list targets, roles, accounts, sources, sign-ins or profiles",
    heading: "See what there is",
    define: async () => (await import("../definitions/list.ts")).list,
    load: async () => (await import("../commands/list.ts")).listActions,
  },
  {
    name: "status",
    summary: "show the agent, the credentials it holds and the programs that use them",
    heading: "See what there is",
    define: async () => (await import("../definitions/status.ts")).status,
    load: async () => (await import("../commands/status.ts")).statusActions,
  },
  {
    name: "config",
    summary: "show what the AWS files say about a profile",
    heading: "See what there is",
    define: async () => (await import("../definitions/config.ts")).config,
    load: async () => (await import("../commands/config.ts")).configActions,
  },
  {
    name: "show",
    summary: "show what `auto` means here, as JSON; nothing is asked, no agent is started",
    heading: "Give a project its role",
    define: async () => (await import("../definitions/project.ts")).show,
    load: async () => (await import("../commands/show.ts")).showActions,
  },
  {
    name: "use",
    summary: "write the project file of this directory: what the target `auto` means here and below",
    heading: "Give a project its role",
    define: async () => (await import("../definitions/project.ts")).use,
    load: async () => (await import("../commands/use.ts")).useActions,
  },
  {
    name: "trust",
    summary: "trust a project file, for the target `auto`",
    heading: "Give a project its role",
    define: async () => (await import("../definitions/project.ts")).trust,
    load: async () => (await import("../commands/trust.ts")).trustActions,
  },
  {
    name: "setup",
    summary: "add a source to sign in to, or remove one; alone it asks for what it needs",
    heading: "Set up and look after",
    define: async () => (await import("../definitions/setup.ts")).setup,
    load: async () => (await import("../commands/setup.ts")).setupActions,
  },
  {
    name: "cache",
    summary: "list or forget what the agent holds",
    heading: "Set up and look after",
    define: async () => (await import("../definitions/status.ts")).cache,
    load: async () => (await import("../commands/cache.ts")).cacheActions,
  },
  {
    name: "agent",
    summary: "look after the background process that holds sign-ins and credentials",
    heading: "Set up and look after",
    define: async () => (await import("../definitions/agent.ts")).agent,
    load: async () => (await import("../commands/agent.ts")).agentActions,
  },
  {
    name: "sandbox",
    summary: "a made-up AWS on loopback, with a throwaway home directory, for trying things out",
    heading: "Try it out",
    define: async () => (await import("../definitions/sandbox.ts")).sandbox,
    load: async () => (await import("../commands/sandbox.ts")).sandboxActions,
  },
  {
    name: "version",
    summary: "print the version",
    define: async () => ({}),
    load: async () => (await import("../commands/version.ts")).versionActions,
  },
  {
    name: "credential-process",
    summary: "print credentials as a credential_process does",
    define: async () => (await import("../definitions/process.ts")).credentialProcess,
    load: async () => (await import("../commands/process.ts")).credentialProcessActions,
  },
  {
    name: "list-roles",
    summary: "list the roles a source lends, or those of all you are signed in to",
    define: async () => (await import("../definitions/list.ts")).listRoles,
    load: async () => (await import("../commands/list.ts")).listRolesActions,
  },
  {
    name: "list-sessions",
    summary: "list the sources you are signed in to",
    define: async () => (await import("../definitions/list.ts")).listSessions,
    load: async () => (await import("../commands/list.ts")).listSessionsActions,
  },
  {
    name: "setup-sso",
    summary: "add an AWS IAM Identity Center, after asking it whether it is there",
    define: async () => (await import("../definitions/setup.ts")).setupSso,
    load: async () => (await import("../commands/setup.ts")).setupSsoActions,
  },
  {
    name: "kill-agent",
    summary: "stop the agent: sign-ins, credentials and grants end",
    define: async () => (await import("../definitions/agent.ts")).killAgent,
    load: async () => (await import("../commands/agent.ts")).killAgentActions,
  },
];
