import { ActasError } from "../../base/errors.ts";
import { evaluating, shellOf } from "../../delivery/shell-export.ts";
import { sameUrl } from "../../source-files/same-url.ts";
import { parentProgram } from "../../system/processes/parent-program.ts";
import { countRoles } from "../list/count-roles.ts";
import { signInTo } from "../sign-in/sign-in-to.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { printText } from "../terminal/print-text.ts";
import { say } from "../terminal/say.ts";
import { askAddress, askClientId, askName, type SourceAddress } from "./ask-parts.ts";
import { contentOf, findOrAsk, findRegion } from "./center-content.ts";
import { checkServer, serverProblem } from "./check-server.ts";
import { type KnownBefore, knownBefore } from "./known-before.ts";
import { askProvider, isProviderAt } from "./provider-at.ts";
import { requireWritable } from "./require-writable.ts";
import { saveSource } from "./save-source.ts";
import { serverContent } from "./server-content.ts";
import { type NewSource, plannedSource } from "./write-source.ts";

/**
 * `actas setup` as a conversation: the user pastes the address of the sign-in page, actas finds out the rest, and at
 * the end the user is signed in and knows what to type next.
 *
 * @throws {ActasError} `usage` when no user can be asked; `cancelled`; otherwise what is wrong with the source
 */
export async function setUpByAsking(): Promise<void> {
  const problem = askingProblem();
  if (problem) throw cannotAsk(problem);
  requireWritable();
  const before = await knownBefore();
  for (let prompt = question(before); ; prompt = ANOTHER) {
    const address = await askAddress(prompt);
    if (address.kind === "keys") return printText(IAM_USER);
    const id = knownAt(address, before) ?? (await addSource(address, before));
    if (id !== undefined) return signInAndTell(id);
  }
}

async function signInAndTell(id: string): Promise<void> {
  await signInTo(id, { browser: "open", next: "left-out" });
  printText([await countRoles(id), ...NEXT]);
}

function knownAt(address: SourceAddress, { known }: KnownBefore): string | undefined {
  const there = known.sources.find(({ kind, url }) => sameUrl(kind, url, address.url));
  if (there) say(`actas: that is the source "${there.id}", which ${there.origin} describes`);
  return there?.id;
}

/** Undefined when nothing is there to sign in to: the user has been told so, and names another address. */
async function addSource(address: SourceAddress, before: KnownBefore): Promise<string | undefined> {
  const portal = address.kind === "portal" ? address : await portalElsewhere(address, before);
  const source = portal ? await newCenter(portal, before) : await newServer(address.url, before);
  if (source) await saveSource({ content: source, existing: "kept" }, "sign in");
  return source?.id;
}

/** Identity Center at an address that is not AWS's own may have a portal on any host. */
async function portalElsewhere({ url }: SourceAddress, before: KnownBefore): Promise<Portal | undefined> {
  if (!before.environment.AWS_ENDPOINT_URL_SSO_OIDC) return undefined;
  return findRegion(url, before).then(
    (region) => ({ url, region, isFound: true }),
    () => undefined,
  );
}

interface Portal {
  readonly url: string;
  readonly region?: string;
  /** Whether Identity Center in that region has said that it knows the portal. */
  readonly isFound?: true;
}

async function newCenter(portal: Portal, before: KnownBefore): Promise<NewSource["content"] | undefined> {
  const { isFound, region: named, url } = portal;
  const looked = named && isFound ? { region: named } : await findOrAsk(portal, before, "another address");
  if ("error" in looked) return undefined;
  say(`actas: this is an AWS access portal of Identity Center in ${looked.region}`);
  return contentOf(await askName(url, "sso", before), url, looked.region, {});
}

async function newServer(url: string, before: KnownBefore): Promise<NewSource["content"] | undefined> {
  const problem = await serverProblem(url);
  if (problem && (await isProviderAt(url, before))) {
    say("actas: this is an OpenID provider; AWS must trust it, and it has a client for programs");
    return askProvider(url, before);
  }
  if (problem) {
    say(`actas: no AWS access portal, credential server or OpenID provider is there: ${problem}`);
    await noteSandbox(url);
    return undefined;
  }
  say("actas: this is no AWS access portal; a credential server of a team has an OAuth 2.0 client for programs");
  const clientId = await askClientId();
  const flags = { url, clientId, check: true };
  const planned = plannedSource(serverContent("new", flags, undefined));
  if (planned.kind === "credential-server") await checkServer(planned);
  return serverContent(await askName(url, "server", before), flags, undefined);
}

/** A newcomer may paste the address that `actas sandbox` has printed in another terminal. */
async function noteSandbox(url: string): Promise<void> {
  const { sandboxAt } = await import("./sandbox-at.ts");
  const command = await sandboxAt(url);
  if (command)
    say(
      `actas: hint: this is a sandbox; \`${evaluating(command, shellOf(parentProgram(), process.env.SHELL))}\` moves this shell into it`,
    );
}

/** Asks again, after it was said what was wrong with the address before. */
const ANOTHER = "actas: address: ";

function question({ known: { sources } }: KnownBefore): string {
  const there = sources.map(({ id }) => id).join(", ");
  return [
    ...(there ? [`actas: you can sign in to already: ${there} (\`actas login\`)\n`] : []),
    "actas: paste the address of your AWS access portal, or of your team's credential server or OpenID provider, as the browser shows it; ",
    "Enter alone if you have the keys of an IAM user\n",
    "actas: address: ",
  ].join("");
}

/** Setup itself takes no secret keys: where they are kept is the user's choice. */
const IAM_USER = [
  "with the access key of an IAM user:",
  "  actas keys add NAME              asks for it, and keeps it in the keyring",
  "  aws configure --profile NAME     or keeps it in ~/.aws/credentials, where every tool finds it",
  "  actas list mfa NAME              shows the user's MFA devices; `mfa_serial` of the profile names one",
  "  actas setup mfa NAME             gives a user without one a device",
  "  actas whoami NAME                then tells who that is",
  "  actas setup profile              adds a role of the user's",
];

const NEXT = [
  "next: `actas exec --pick -- aws s3 ls` lets you choose a role, and runs a command as it",
  "      `actas use` says in a project's directory which role it is for",
];

function cannotAsk(problem: string): ActasError {
  return new ActasError("usage", `cannot ask where you sign in: ${problem}`, {
    hints: [
      "`actas setup sso NAME --start-url URL` adds an IAM Identity Center",
      "`actas setup server NAME --url URL --client-id ID` adds a credential server",
      "`actas setup web-identity NAME --well-known URL --client-id ID` adds an OpenID provider",
      "`actas keys add NAME` or `aws configure --profile NAME` keeps the key of an IAM user",
    ],
  });
}
