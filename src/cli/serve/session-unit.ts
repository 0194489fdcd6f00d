/** What starts programs with a user's session. */
export type ServiceManager = "systemd" | "launchd";

export interface ServiceParts {
  /** The command line; its first word is an absolute path. */
  readonly words: readonly string[];
  /** What is served, for people. */
  readonly target: string;
  /** The file for its output, where the service manager keeps no journal. */
  readonly log: string;
}

/**
 * The lines of a user's service. When it ends, the agent goes on for other programs, though it may have started it.
 *
 * @see systemd.service(5), launchd.plist(5)
 */
export function sessionUnit(manager: ServiceManager, parts: ServiceParts): string[] {
  return manager === "systemd" ? systemdUnit(parts) : launchdAgent(parts);
}

function systemdUnit({ target, words }: ServiceParts): string[] {
  return [
    "[Unit]",
    `Description=AWS credentials of ${target.replaceAll("%", "%%")}, by actas`,
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

function launchdAgent({ log, words }: ServiceParts): string[] {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    "<dict>",
    "  <key>Label</key><string>actas.serve</string>",
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
