import { agent } from "../definitions/agent.ts";
import { compat } from "../definitions/compat.ts";
import { completion } from "../definitions/completion.ts";
import { config } from "../definitions/config.ts";
import { consoleDefinition } from "../definitions/console.ts";
import { diagnose } from "../definitions/diagnose.ts";
import { exec } from "../definitions/exec.ts";
import { exportDefinition } from "../definitions/export.ts";
import { keys } from "../definitions/keys.ts";
import { list } from "../definitions/list.ts";
import { password } from "../definitions/password.ts";
import { processDefinition } from "../definitions/process.ts";
import { show, trust, use } from "../definitions/project.ts";
import { sandbox } from "../definitions/sandbox.ts";
import { serve } from "../definitions/serve.ts";
import { setup } from "../definitions/setup.ts";
import { shell } from "../definitions/shell.ts";
import { login, logout, refresh } from "../definitions/sign-in.ts";
import { cache, status } from "../definitions/status.ts";
import { version } from "../definitions/version.ts";
import { whoami } from "../definitions/whoami.ts";
import { COMMANDS_FOR_TEAMS } from "./commands-for-teams.ts";
import { COMMANDS_OF_OTHERS } from "./commands-of-others.ts";
import type { TableEntry } from "./table-entry.ts";

/** All commands, in the order of help. */
export const COMMAND_TABLE: readonly TableEntry[] = [
  {
    name: "exec",
    summary: "run a command, or your shell, with the credentials of a target",
    heading: "Act as a role",
    definition: exec,
  },
  {
    name: "process",
    summary: "print credentials as a credential_process does",
    heading: "Act as a role",
    definition: processDefinition,
  },
  {
    name: "export",
    summary: "print credentials for a shell or a script",
    heading: "Act as a role",
    definition: exportDefinition,
  },
  {
    name: "console",
    summary: "open the AWS console in the browser as a target",
    heading: "Act as a role",
    definition: consoleDefinition,
  },
  {
    name: "shell",
    summary: "have this shell act as a target until you say otherwise",
    heading: "Act as a role",
    definition: shell,
  },
  {
    name: "serve",
    summary: "serve credentials to programs that were not started by `exec`",
    heading: "Act as a role",
    definition: serve,
  },
  {
    name: "whoami",
    summary: "ask AWS who this shell acts as, or who a target is",
    heading: "Act as a role",
    definition: whoami,
  },
  {
    name: "login",
    summary: "sign in to a source, in the browser",
    heading: "Sign in",
    definition: login,
  },
  {
    name: "logout",
    summary: "end a sign-in, and forget all credentials got with it",
    heading: "Sign in",
    definition: logout,
  },
  {
    name: "refresh",
    summary: "renew a sign-in now, without the browser",
    heading: "Sign in",
    definition: refresh,
  },
  {
    name: "list",
    summary: "list targets, roles, accounts, sources, sign-ins or profiles",
    heading: "See what there is",
    definition: list,
  },
  {
    name: "status",
    summary: "show the agent, the credentials it holds and the programs that use them",
    heading: "See what there is",
    definition: status,
  },
  {
    name: "config",
    summary: "show what the AWS files say about a profile, or where files are",
    heading: "See what there is",
    definition: config,
  },
  {
    name: "show",
    summary: "show what `auto` means here, as JSON; nothing is asked, no agent is started",
    heading: "Give a project its role",
    definition: show,
  },
  {
    name: "use",
    summary: "write the project file of this directory: what the target `auto` means here and below",
    heading: "Give a project its role",
    definition: use,
  },
  {
    name: "trust",
    summary: "trust a project file, for the target `auto`",
    heading: "Give a project its role",
    definition: trust,
  },
  {
    name: "setup",
    summary: "add a source to sign in to, or remove one, or change profiles; alone it asks for what it needs",
    heading: "Set up and look after",
    definition: setup,
  },
  {
    name: "keys",
    summary: "keep an IAM user's long-term keys in the keyring instead of a file",
    heading: "Set up and look after",
    definition: keys,
  },
  {
    name: "password",
    summary: "move passwords that aws-runas keeps in a file to the keyring",
    heading: "Set up and look after",
    definition: password,
  },
  {
    name: "cache",
    summary: "list or forget what the agent holds",
    heading: "Set up and look after",
    definition: cache,
  },
  {
    name: "agent",
    summary: "look after the background process that holds sign-ins and credentials",
    heading: "Set up and look after",
    definition: agent,
  },
  {
    name: "diagnose",
    summary: "find out what is wrong here, and which credentials programs take",
    heading: "Set up and look after",
    definition: diagnose,
  },
  {
    name: "completion",
    summary: "let the TAB key complete command lines of actas",
    heading: "Set up and look after",
    definition: completion,
  },
  {
    name: "compat",
    summary: "do what a command line of another tool means",
    heading: "Set up and look after",
    definition: compat,
  },
  ...COMMANDS_FOR_TEAMS,
  {
    name: "sandbox",
    summary: "a made-up AWS on loopback, with a throwaway home directory, for trying things out",
    heading: "Try it out",
    definition: sandbox,
  },
  {
    name: "version",
    summary: "print the version",
    definition: version,
  },
  ...COMMANDS_OF_OTHERS,
];
