import { isatty } from "node:tty";
import { Command } from "commander";
import { ActasError } from "../../base/errors.ts";
import { isRegionName } from "../../base/region-name.ts";
import { Secret } from "../../base/secret.ts";
import { shellWord } from "../../base/shell-word.ts";
import { urlProblem } from "../../source-files/source-url.ts";
import { printLine } from "../../system/print.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { type ServerFlags, serverContent } from "../setup/server-content.ts";
import type { NewSource } from "../setup/write-source.ts";
import { say } from "../terminal/say.ts";
import { examples } from "../text/examples.ts";

const SSO_EXAMPLE = "actas setup sso corp --start-url https://corp.awsapps.com/start --region eu-west-1";
const SERVER_EXAMPLE = "actas setup server team --url https://creds.example.com/api/ --client-id actas";

/** What commander makes of the options of `actas setup sso`. */
interface SsoFlags {
  readonly startUrl: string;
  readonly region: string;
  readonly scope?: string[];
  readonly localPort?: number;
  readonly shareSsoCache?: true;
  readonly overwrite?: true;
}

/** `actas setup sso|server` */
export function setupCommand(): Command {
  return new Command("setup")
    .description("add a source to sign in to, or remove one")
    .addCommand(ssoCommand("sso"))
    .addCommand(serverCommand())
    .addCommand(removeCommand())
    .addHelpText("after", examples(SSO_EXAMPLE, SERVER_EXAMPLE));
}

/** `actas setup sso`, by whatever name it is called. */
export function ssoCommand(name: string): Command {
  return newSource(name)
    .description("add an AWS IAM Identity Center")
    .requiredOption("-u, --start-url <url>", "its AWS access portal, such as https://corp.awsapps.com/start")
    .requiredOption("-r, --region <region>", "the region it is in")
    .option("-s, --scope <scope>", "a scope to ask for, repeatable; default: sso:account:access", repeated)
    .option("--share-sso-cache", "share the sign-in with the AWS CLI, in ~/.aws/sso/cache")
    .addHelpText("after", examples(SSO_EXAMPLE))
    .action(async (id: string, { startUrl, region, scope, localPort, shareSsoCache, overwrite }: SsoFlags) => {
      requireSourceUrl("--start-url", startUrl);
      if (!isRegionName(region)) throw unusable("--region", "it is not the name of a region");
      const center = {
        region,
        ...(scope && { scope }),
        ...(localPort && { local_port: localPort }),
        ...(shareSsoCache && { share_sso_cache: true }),
      };
      await write({ content: { id, url: startUrl, aws_sso: center }, existing: overwrite ? "replaced" : "kept" });
    });
}

function serverCommand(): Command {
  return newSource("server")
    .description("add a credential server, after asking it whether it is one")
    .requiredOption("-u, --url <url>", "the URL its paths are relative to; a slash at the end counts")
    .requiredOption("--client-id <id>", "the OAuth 2.0 client")
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
    .action(async (id: string, flags: ServerFlags) => {
      requireSourceUrl("--url", flags.url);
      const secret = flags.clientSecretStdin && (await clientSecret());
      const content = serverContent(id, flags, secret);
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
      const { SIGNED_OUT } = await import("../sign-out-of.ts");
      const { id, next, path, signOut } = await removeSource(source, requestEnvironment());
      if (signOut && signOut !== "not-signed-in") printLine(SIGNED_OUT[signOut](id));
      printLine(`removed ${path}`);
      if (next) say(`actas: note: "${id}" is still a source: ${next} describes it`);
    });
}

function newSource(name: string): Command {
  return new Command(name)
    .argument("<name>", "what you will call it; best the same for everybody in a team")
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
  const { writeSource } = await import("../setup/write-source.ts");
  const { path, replaced } = await writeSource(source, requestEnvironment());
  if (replaced !== undefined) {
    const { whatChanged } = await import("../setup/what-changed.ts");
    for (const line of whatChanged(replaced, source.content)) say(`actas: replaced: ${line}`);
  }
  printLine(`wrote ${path}; sign in with \`actas login ${shellWord(source.content.id)}\``);
}

/** The end of the line is not part of it. */
async function clientSecret(): Promise<Secret> {
  if (isatty(0)) throw unusable("--client-secret-stdin", "standard input is a terminal, which would show the secret");
  const secret = (await Bun.stdin.text()).replace(/\r?\n$/, "");
  if (secret) return new Secret(secret);
  throw unusable("--client-secret-stdin", "standard input is empty");
}

function requireSourceUrl(flag: string, url: string): void {
  const problem = urlProblem(url);
  if (problem) throw unusable(flag, problem);
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
