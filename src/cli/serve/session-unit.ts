import { ActasError } from "../../base/errors.ts";

/** What starts programs with a user's session. */
export type ServiceManager = "systemd" | "launchd";

export interface ServiceParts {
  /** The command line; its first word is an absolute path. */
  readonly words: readonly string[];
  /** What is served, for people. */
  readonly target: string;
  /** The file for its output, where the service manager keeps no journal. */
  readonly log: string;
  /** Behind `actas`, what the service is called: one of each can run. */
  readonly label: string;
  /** Whether it is given up after some tries, as when each would fail and be logged by `sudo`. */
  readonly mayNeverStart: boolean;
}

/**
 * The lines of a user's service. When it ends, the agent goes on for other programs, though it may have started it.
 *
 * @throws {ActasError} `usage` for text with control characters: neither kind of file can hold it in a way that is read
 * as it was meant
 * @see systemd.service(5), launchd.plist(5)
 */
export function sessionUnit(manager: ServiceManager, parts: ServiceParts): string[] {
  for (const text of [...parts.words, parts.target, parts.log]) refuseControls(text);
  return manager === "systemd" ? systemdUnit(parts) : launchdAgent(parts);
}

/** XML has no way to write the last two either. */
function refuseControls(text: string): void {
  if (!/[\p{Cc}\uFFFE\uFFFF]/u.test(text)) return;
  throw new ActasError("usage", `cannot print a service with "${text}": it has control characters`);
}

function systemdUnit({ mayNeverStart, target, words }: ServiceParts): string[] {
  return [
    "[Unit]",
    `Description=AWS credentials of ${target.replaceAll("%", "%%")}, by actas`,
    ...(mayNeverStart ? ["StartLimitIntervalSec=300", "StartLimitBurst=5"] : []),
    "",
    "[Service]",
    `ExecStart=${words.map(systemdWord).join(" ")}`,
    "Restart=on-failure",
    "RestartSec=5",
    "KillMode=process",
    "",
    "[Install]",
    "WantedBy=default.target",
  ];
}

/** In quotes, a backslash, `%` and `$` mean something else. */
function systemdWord(word: string): string {
  if (/^[\w@+=:,./-]+$/.test(word)) return word;
  return `"${word.replace(/[\\"]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$")}"`;
}

function launchdAgent({ label, log, words }: ServiceParts): string[] {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    "<dict>",
    `  <key>Label</key><string>actas.${label}</string>`,
    "  <key>ProgramArguments</key>",
    "  <array>",
    ...words.map((word) => `    <string>${inXml(word)}</string>`),
    "  </array>",
    "  <key>RunAtLoad</key><true/>",
    "  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>",
    "  <key>AbandonProcessGroup</key><true/>",
    `  <key>StandardErrorPath</key><string>${inXml(log)}</string>`,
    "</dict>",
    "</plist>",
  ];
}

function inXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
