import type { CommandDefinition, NamedDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

const stop = (): NamedDefinition => ({
  name: "stop",
  summary: "stop the agent: sign-ins, credentials and grants end",
  options: [{ flags: "-y, --yes", words: "do not ask, also when programs lose their credentials" }, JSON_OPTION],
  examples: ["actas agent stop"],
});

/** `actas agent stop` by the name of another tool. */
export const killAgent = stop;

/** `actas agent start|stop|restart|status|run` */
export const agent = (): CommandDefinition => ({
  commands: [
    {
      name: "start",
      summary: "start the agent if none is running",
      options: [JSON_OPTION],
      examples: ["actas agent start"],
    },
    stop(),
    {
      name: "restart",
      summary: "replace the agent by this version; sign-ins, credentials and grants stay",
      options: [JSON_OPTION],
      examples: ["actas agent restart"],
    },
    {
      name: "status",
      summary: "say whether the agent runs, and where its files are",
      options: [JSON_OPTION],
      examples: ["actas agent status", "actas agent status --json | jq -r .state"],
    },
    {
      name: "run",
      summary: "be the agent, in the foreground",
      options: [
        { flags: "--successor", hidden: true },
        { flags: "--started", hidden: true },
      ],
      examples: ["actas agent run      for a service manager, or to see why it does not start"],
    },
  ],
  examples: [
    "actas agent restart      after an upgrade; sign-ins and programs go on",
    "actas agent stop         forget everything",
  ],
  notes: "Every command that needs the agent starts it; these are for looking after it.",
});
