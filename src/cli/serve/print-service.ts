import { ActasError } from "../../base/errors.ts";
import { ownPaths } from "../../files/own-paths.ts";
import { SERVICE_MANAGER } from "../../system/desktop.ts";
import { printLines } from "../../system/print.ts";
import { selfCommand } from "../../system/processes/self-command.ts";
import { typedByName } from "../../targets/typed-target.ts";
import { lookUpNamed } from "../target/look-up-named.ts";
import { peopleAreWatching, say } from "../terminal/say.ts";
import { portNamed } from "./port-to-serve.ts";
import { type ServiceManager, sessionUnit } from "./session-unit.ts";

export interface ServiceFlags {
  readonly format?: ServiceManager;
  readonly imds?: true;
  readonly imdsv1?: true;
  readonly port?: string;
  readonly profile?: string;
  readonly allow?: readonly string[];
}

/**
 * `actas setup service TARGET`: prints what starts `serve` with the user's session, and says where to put it.
 *
 * @throws {ActasError} `usage` for options that do not go together, or a value that no such file can hold
 */
export async function printService(target: string, flags: ServiceFlags): Promise<void> {
  const { format = SERVICE_MANAGER, imds } = flags;
  requireSense(target, flags, format);
  const label = imds ? "serve-imds" : "serve";
  const words = [...selfCommand(), ...serveWords(flags), ...typedByName(target)];
  const log = `${ownPaths().state}/log/serve.log`;
  const isAtRealAddress = isReal(flags);
  printLines(sessionUnit(format, { words, target, log, label, mayNeverStart: isAtRealAddress }));
  await noteUnknown([target, ...(flags.allow ?? [])], flags);
  if (!peopleAreWatching()) return;
  say(`actas: ${PUT_IT[format](label)}`);
  if (isAtRealAddress) say(`actas: ${NO_PASSWORD}`);
}

function serveWords({ allow = [], imds, imdsv1, port, profile }: ServiceFlags): readonly string[] {
  return [
    "serve",
    imds ? "imds" : "container",
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(imdsv1 ? ["--imdsv1"] : []),
    ...(profile === undefined ? [] : [`--profile=${profile}`]),
    ...allow.map((one) => `--allow=${one}`),
  ];
}

/** A profile may be written later than the service that names it, so nothing is refused. */
async function noteUnknown(targets: readonly string[], { profile }: ServiceFlags): Promise<void> {
  for (const target of targets) {
    try {
      await lookUpNamed(target, profile === undefined ? {} : { profile });
    } catch (error) {
      if (!(error instanceof ActasError)) throw error;
      say(`actas: note: as the files are now, it cannot serve ${target}: ${error.message}`);
    }
  }
}

function requireSense(target: string, flags: ServiceFlags, format: ServiceManager): void {
  const { imds, imdsv1, port } = flags;
  if (port !== undefined) portNamed(port);
  if (target === "auto")
    throw cannot("what `auto` means depends on the directory, and a service has none", "name a target");
  if (imdsv1 && !imds) throw cannot("`--imdsv1` is about the metadata service", "add `--imds`, or leave it out");
  if (!isReal(flags) || format !== "launchd") return;
  throw cannot("on macOS the metadata service cannot have its own address", "give it a port: `--port 9911`");
}

function isReal({ imds, port = REAL_PORT }: ServiceFlags): boolean {
  return imds === true && Number(port) === Number(REAL_PORT);
}

const REAL_PORT = "80";

function cannot(reason: string, hint: string): ActasError {
  return new ActasError("usage", `cannot print a service: ${reason}`, { hints: [hint] });
}

const PUT_IT: Readonly<Record<ServiceManager, (label: string) => string>> = {
  systemd: (label) =>
    `write it to ~/.config/systemd/user/actas-${label}.service, then: systemctl --user enable --now actas-${label}`,
  launchd: (label) => {
    const file = `~/Library/LaunchAgents/actas.${label}.plist`;
    return `write it to ${file}, then: launchctl load -w ${file}`;
  },
};

const NO_PASSWORD =
  "at 169.254.169.254 it needs `sudo` without a password, which nobody could type; with `--port 9911` it needs none";
