import { isatty } from "node:tty";
import { Command } from "commander";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { printLine } from "../../system/print.ts";
import type { CenterFlags } from "../setup/center-content.ts";
import { type ServerFlags, serverContent } from "../setup/server-content.ts";
import type { NewSource } from "../setup/write-source.ts";
import { say } from "../terminal/say.ts";
import { examples } from "../text/examples.ts";

const SSO_EXAMPLE = "actas setup sso corp --start-url https://corp.awsapps.com/start --region eu-west-1";
const SERVER_EXAMPLE = "actas setup server team --url https://creds.example.com/api/ --client-id actas";

/** `actas setup`, `actas setup sso|server|remove` */
export function setupCommand(): Command {
  return new Command("setup")
    .description("add a source to sign in to, or remove one; alone it asks for what it needs")
    .usage("[options] [command]")
    .action(async () => (await import("../setup/set-up-by-asking.ts")).setUpByAsking())
    .addCommand(ssoCommand("sso"))
    .addCommand(serverCommand())
    .addCommand(removeCommand())
    .addHelpText("after", examples("actas setup", SSO_EXAMPLE, SERVER_EXAMPLE, "actas setup remove corp"));
}

/** `actas setup sso`, by whatever name it is called. */
export function ssoCommand(name: string): Command {
  return newSource(name)
    .description("add an AWS IAM Identity Center, after asking it whether it is there")
    .option("-u, --start-url <url>", "its AWS access portal, such as https://corp.awsapps.com/start")
    .option("-r, --region <region>", "the region it is in; default: it is looked for")
    .option("-s, --scope <scope>", "a scope to ask for, repeatable; default: sso:account:access", repeated)
    .option("--share-sso-cache", "share the sign-in with the AWS CLI, in ~/.aws/sso/cache")
    .option("--no-check", "write the file without asking Identity Center")
    .addHelpText("after", examples(SSO_EXAMPLE))
    .action(async (named: string | undefined, flags: CenterFlags) => {
      const { centerContent } = await import("../setup/center-content.ts");
      await write({ content: await centerContent(named, flags), existing: flags.overwrite ? "replaced" : "kept" });
    });
}

function serverCommand(): Command {
  return newSource("server")
    .description("add a credential server, after asking it whether it is one")
    .option("-u, --url <url>", "the URL its paths are relative to; a slash at the end counts")
    .option("--client-id <id>", "the OAuth 2.0 client")
    .option("--client-secret-stdin", "read the client's secret from standard input")
    .option("-s, --scope <scope>", "a scope to ask for, repeatable; default: profile", repeated)
    .option("--grant <grant>", "code or device, repeatable, the usual one first; default: code", repeated)
    .option("--authorization-endpoint <url>", "default: oauth/authorize")
    .option("--token-endpoint <url>", "default: oauth/token")
    .option("--device-authorization-endpoint <url>", "default: oauth/device")
    .option("--revocation-endpoint <url>", "where a sign-in is ended; default: nowhere")
    .option("--use-localhost", "redirect to localhost instead of 127.0.0.1")
    .option("--no-check", "write the file without asking the server")
    .addHelpText("after", examples(SERVER_EXAMPLE, `${SERVER_EXAMPLE} --client-secret-stdin < secret.txt`))
    .action(async (named: string | undefined, flags: Partial<ServerFlags> & Pick<ServerFlags, "check">) => {
      const { serverParts } = await import("../setup/server-parts.ts");
      const { id, url, clientId } = await serverParts(named, flags);
      const secret = flags.clientSecretStdin && (await clientSecret());
      const content = serverContent(id, { ...flags, url, clientId }, secret);
      if (flags.check) await check(content);
      await write({ content, existing: flags.overwrite ? "replaced" : "kept" });
    });
}

function removeCommand(): Command {
  return new Command("remove")
    .description("sign out of a source, and delete the file that describes it")
    .argument("<source>", "its id or its URL")
    .addHelpText("after", examples("actas setup remove corp"))
    .action(async (source: string) => {
      const { removeSource } = await import("../setup/remove-source.ts");
      const { SIGNED_OUT } = await import("../sign-in/sign-out-of.ts");
      const { id, next, path, signOut } = await removeSource(source);
      if (signOut && signOut !== "not-signed-in") printLine(SIGNED_OUT[signOut](id));
      printLine(`removed ${path}`);
      if (next) say(`actas: note: "${id}" is still a source: ${next} describes it`);
    });
}

function newSource(name: string): Command {
  return new Command(name)
    .argument("[name]", "your name for it; use the same name across your team")
    .option("--local-port <port>", "a fixed port for the redirect from the browser; default: any free one", port)
    .option("-y, --overwrite", "replace a source of the same name");
}

// What only these commands need is loaded when one of them runs: every other command waits for this file too.
async function check(content: NewSource["content"]): Promise<void> {
  const { plannedSource } = await import("../setup/write-source.ts");
  const { checkServer } = await import("../setup/check-server.ts");
  const definition = plannedSource(content);
  if (definition.kind === "credential-server") await checkServer(definition);
}

async function write(source: NewSource): Promise<void> {
  await (await import("../setup/save-source.ts")).saveSource(source, "say how to sign in");
}

/** The end of the line is not part of it. */
async function clientSecret(): Promise<Secret> {
  if (isatty(0)) throw unusable("--client-secret-stdin", "standard input is a terminal, which would show the secret");
  const secret = (await Bun.stdin.text()).replace(/\r?\n$/, "");
  if (secret) return new Secret(secret);
  throw unusable("--client-secret-stdin", "standard input is empty");
}

function repeated(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function port(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535) return Number(text);
  throw unusable("--local-port", "a port is a number from 1 to 65535");
}

function unusable(flag: string, reason: string): ActasError {
  return new ActasError("usage", `cannot use \`${flag}\`: ${reason}`);
}
