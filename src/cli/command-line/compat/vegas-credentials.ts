import { ActasError } from "../../../base/errors.ts";
import { typedProfile } from "../../../targets/typed-target.ts";
import { isOn } from "../../environment/is-on.ts";
import type { NewLine, OldLine, OldOption, OldTool } from "./old-tool.ts";

const OPTIONS: readonly OldOption[] = [
  { flags: "-h, --help", does: "help" },
  { flags: "-v, --version", does: "version" },
  { flags: "--info", does: "version" },
  { flags: "--full", needless: true },
  { flags: "-p, --profile <name>", does: "profile" },
  { flags: "--hide-arns", option: "--hide-arns" },
  { flags: "--verbose", option: "--verbose" },
  { flags: "--debug", option: "--verbose" },
  { flags: "--no-gui", option: "--no-gui" },
  { flags: "--disable-dialog", option: "--no-gui" },
  { flags: "--no-color", variable: "NO_COLOR" },
  { flags: "--no-emoji", needless: true },
  // They turn off that credentials are renewed before they end.
  { flags: "--disable-refresh", needless: true },
  { flags: "--disable-mandatory-refresh", needless: true },
  { flags: "--credential", does: "credential" },
  { flags: "--password", does: "password" },
];

/** vegas-credentials, and aws-mfa-credential-process before it, which took the profile without a command. */
export const vegasCredentials: OldTool = { options: OPTIONS, optionsAfterWords: true, translate };

function translate(line: OldLine): NewLine {
  const { does, rest, tool, variables } = line;
  const words = wordsFor(line);
  if (words) return { words, commandWords: 0, variables };
  const typed = rest.join(" ") || (does.profile ? "" : "without a profile");
  throw new ActasError("usage", `cannot do what \`${tool} ${typed}\` does: it is no command of ${tool}`, {
    hints: ["`actas process PROFILE` is what `assume --profile PROFILE` was"],
  });
}

function wordsFor(line: OldLine): readonly string[] | undefined {
  const { does, environment, options, rest } = line;
  const command = rest.join(" ");
  if (does.help || command === "help") return ["compat", "--help"];
  if (does.version || command === "version") return ["version"];
  if (command === "config list") return ["config", "paths"];
  if (command === "cache clean") return ["cache", "clear", ...kindOf(does)];
  if (typeof does.profile !== "string") return undefined;
  const server = environment.ACTAS_SERVER || environment.MAIRU_SERVER;
  const profile = typedProfile(does.profile, { server });
  if (command === "config show-profile") return ["config", "show", does.profile];
  if (command !== "" && command !== "assume") return undefined;
  const verbose = isOn(environment.VERBOSE) ? ["--verbose"] : [];
  return ["process", ...new Set([...options.flat(), ...verbose]), ...profile];
}

function kindOf({ credential, password }: OldLine["does"]): readonly string[] {
  if (credential && !password) return ["--only=credentials"];
  return password && !credential ? ["--only=sign-ins"] : [];
}
