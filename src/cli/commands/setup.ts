import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { isTerminal } from "../../system/terminal/is-terminal.ts";
import type { Actions } from "../command-line/action.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { printJson } from "../json/print-json.ts";
import type { ServiceFlags } from "../serve/print-service.ts";
import type { CenterFlags } from "../setup/center-content.ts";
import type { SetUpMfaFlags } from "../setup/mfa/set-up-mfa.ts";
import type { OrgFlags } from "../setup/org/set-up-org.ts";
import type { ProcessFlags } from "../setup/profiles/turn-profile.ts";
import type { ProfileFlags } from "../setup/profiles/write-profile.ts";
import type { ProfilesFlags } from "../setup/profiles/write-profiles.ts";
import type { ProviderFlags } from "../setup/provider-content.ts";
import type { ServerFlags } from "../setup/server-content.ts";
import type { SwitchRolesFlags } from "../setup/switch-roles/write-switch-roles.ts";
import type { NewSource } from "../setup/write-source.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";

/** `actas setup`, `actas setup sso|server|web-identity|profile|process|profiles|switch-roles|mfa|org|service|remove` */
export const setupActions: Actions = {
  "": byAsking,
  sso,
  server,
  "web-identity": webIdentity,
  remove,
  process: turn,
  profile,
  profiles,
  "switch-roles": switchRoles,
  mfa,
  org,
  service,
};

/** `actas setup sso` by the name of another tool. */
export const setupSsoActions: Actions = { "": sso };

/** What is typed is text. */
type Typed<Flags> = Omit<Flags, "localPort"> & JsonFlag & { readonly localPort?: string };

interface JsonFlag {
  readonly json?: true;
}

async function byAsking(): Promise<void> {
  await (await import("../setup/set-up-by-asking.ts")).setUpByAsking();
}

async function sso(named: string | undefined, typed: Typed<CenterFlags>): Promise<void> {
  const flags = withPort(typed);
  const { centerContent } = await import("../setup/center-content.ts");
  const existing = flags.overwrite ? "replaced" : "kept";
  await write("setup sso", { content: await centerContent(named, flags), existing }, flags);
}

async function server(
  named: string | undefined,
  typed: Typed<Partial<ServerFlags> & Pick<ServerFlags, "check">>,
): Promise<void> {
  const flags = withPort(typed);
  const { serverParts } = await import("../setup/server-parts.ts");
  const { serverContent } = await import("../setup/server-content.ts");
  const { id, url, clientId } = await serverParts(named, flags);
  const secret = flags.clientSecretStdin && (await clientSecret());
  const content = serverContent(id, { ...flags, url, clientId }, secret);
  if (flags.check) await check(content);
  await write("setup server", { content, existing: flags.overwrite ? "replaced" : "kept" }, flags);
}

async function webIdentity(
  named: string | undefined,
  typed: Omit<Partial<ProviderFlags>, "localPort"> & JsonFlag & { readonly localPort?: readonly string[] },
): Promise<void> {
  const { localPort: ports, check: isChecked = true, ...flags } = typed;
  const { providerParts } = await import("../setup/provider-parts.ts");
  const { providerContent } = await import("../setup/provider-content.ts");
  const localPort = ports && { localPort: ports.map(port) };
  const { id, ...parts } = await providerParts(named, flags);
  const secret = flags.clientSecretStdin && (await clientSecret());
  const content = providerContent(id, { ...flags, ...parts, ...localPort, check: isChecked }, secret);
  if (isChecked) await check(content);
  await write("setup web-identity", { content, existing: flags.overwrite ? "replaced" : "kept" }, flags);
}

async function remove(source: string, { json }: JsonFlag): Promise<void> {
  const { removeSource } = await import("../setup/remove-source.ts");
  const { signedOut } = await import("../sign-in/sign-out-of.ts");
  const { id, next, path, signOut } = await removeSource(source);
  if (json) return printJson("setup remove", { source: id, path, ...(signOut && { ended: signOut }) });
  if (signOut && signOut !== "not-signed-in") printText([signedOut({ source: id, ended: signOut })]);
  printText([`removed ${path}`]);
  if (next) say(`actas: note: "${id}" is still a source: ${next} describes it`);
}

async function turn(profile: string, flags: ProcessFlags): Promise<void> {
  await (await import("../setup/profiles/turn-profile.ts")).turnProfile(profile, flags);
}

async function profile(name: string | undefined, target: string | undefined, flags: ProfileFlags): Promise<void> {
  await (await import("../setup/profiles/write-profile.ts")).writeProfile(name, target, flags);
}

async function profiles(source: string | undefined, flags: ProfilesFlags): Promise<void> {
  await (await import("../setup/profiles/write-profiles.ts")).writeProfiles(source, flags);
}

async function switchRoles(profile: string | undefined, flags: SwitchRolesFlags): Promise<void> {
  await (await import("../setup/switch-roles/write-switch-roles.ts")).writeSwitchRoles(profile, flags);
}

async function mfa(profile: string | undefined, flags: SetUpMfaFlags): Promise<void> {
  await (await import("../setup/mfa/set-up-mfa.ts")).setUpMfa(profile, flags);
}

async function service(target: string, flags: ServiceFlags): Promise<void> {
  await (await import("../serve/print-service.ts")).printService(target, flags);
}

async function org(named: string | undefined, flags: OrgFlags): Promise<void> {
  await (await import("../setup/org/set-up-org.ts")).setUpOrg(named, flags);
}

async function check(content: NewSource["content"]): Promise<void> {
  const { plannedSource } = await import("../setup/write-source.ts");
  const { checkServer } = await import("../setup/check-server.ts");
  const definition = plannedSource(content);
  if (definition.kind === "credential-server") await checkServer(definition);
  if (definition.kind === "web-identity") await (await import("../setup/check-provider.ts")).checkProvider(definition);
}

async function write(
  command: "setup sso" | "setup server" | "setup web-identity",
  source: NewSource,
  { json }: JsonFlag,
): Promise<void> {
  if (!json) return (await import("../setup/save-source.ts")).saveSource(source, "say how to sign in");
  const { writeSource } = await import("../setup/write-source.ts");
  const { path, replaced } = await writeSource(source, requestEnvironment());
  printJson(command, { source: source.content.id, path, replaced: replaced !== undefined });
}

/** The end of the line is not part of it. */
async function clientSecret(): Promise<Secret> {
  if (isTerminal(0))
    throw unusable("--client-secret-stdin", "standard input is a terminal, which would show the secret");
  const secret = (await Bun.stdin.text()).replace(/\r?\n$/, "");
  if (secret) return new Secret(secret);
  throw unusable("--client-secret-stdin", "standard input is empty");
}

function withPort<Flags>({ localPort, ...flags }: Flags & { readonly localPort?: string }) {
  return { ...flags, ...(localPort !== undefined && { localPort: port(localPort) }) };
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535) return Number(text);
  throw unusable("--local-port", "a port is a number from 1 to 65535");
}

function unusable(flag: string, reason: string): ActasError {
  return new ActasError("usage", `cannot use \`${flag}\`: ${reason}`);
}
