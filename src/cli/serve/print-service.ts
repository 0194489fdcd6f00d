import { ownPaths } from "../../files/own-paths.ts";
import { SERVICE_MANAGER } from "../../system/desktop.ts";
import { printLines } from "../../system/print.ts";
import { selfCommand } from "../../system/processes/self-command.ts";
import { typedByName } from "../../targets/typed-target.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { type ServiceManager, sessionUnit } from "./session-unit.ts";

export interface ServiceFlags {
  readonly format?: ServiceManager;
  readonly port?: string;
  readonly profile?: string;
  readonly allow?: readonly string[];
}

/** `actas setup service TARGET`: prints what starts `serve` with the user's session, and says where to put it. */
export function printService(target: string, flags: ServiceFlags): void {
  const { allow = [], format = SERVICE_MANAGER, port, profile } = flags;
  const words = [
    ...selfCommand(),
    ...["serve", "container"],
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(profile === undefined ? [] : [`--profile=${profile}`]),
    ...allow.map((one) => `--allow=${one}`),
    ...typedByName(target),
  ];
  printLines(sessionUnit(format, { words, target, log: `${ownPaths().state}/log/serve.log` }));
  if (peopleAreWatching()) for (const line of PUT_IT[format]) say(`actas: ${line}`);
}

const UNIT = "~/.config/systemd/user/actas-serve.service";
const AGENT = "~/Library/LaunchAgents/actas.serve.plist";

const PUT_IT: Readonly<Record<ServiceManager, readonly string[]>> = {
  systemd: [`write it to ${UNIT}, then: systemctl --user enable --now actas-serve`],
  launchd: [`write it to ${AGENT}, then: launchctl load -w ${AGENT}`],
};
