import { ActasError } from "../../base/errors.ts";
import { sameUrl } from "../../source-files/same-url.ts";
import { printLines } from "../../system/print.ts";
import { countRoles } from "../list/count-roles.ts";
import { signInTo } from "../sign-in/sign-in-to.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { say } from "../terminal/say.ts";
import { askAddress, askClientId, askName } from "./ask-parts.ts";
import { contentOf, findOrAsk, findRegion } from "./center-content.ts";
import { checkServer } from "./check-server.ts";
import { type KnownBefore, knownBefore } from "./known-before.ts";
import type { PastedAddress } from "./pasted-address.ts";
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
  const before = await knownBefore();
  const address = await askAddress(question(before));
  if (address.kind === "keys") return printLines(IAM_USER);
  const there = before.known.sources.find(({ kind, url }) => sameUrl(kind, url, address.url));
  if (there) say(`actas: that is the source "${there.id}", which ${there.origin} describes`);
  const id = there?.id ?? (await addSource(address, before));
  await signInTo(id, { browser: "open", next: "left-out" });
  printLines([await countRoles(id), ...NEXT]);
}

async function addSource(address: Exclude<PastedAddress, { kind: "keys" | "none" }>, before: KnownBefore) {
  const source = (await isPortal(address, before))
    ? await newCenter(address, before)
    : await newServer(address.url, before);
  await saveSource({ content: source, existing: "kept" }, "sign in");
  return source.id;
}

/** Identity Center at an address that is not AWS's own may have a portal on any host. */
async function isPortal({ kind, url }: { readonly kind: "portal" | "other"; url: string }, before: KnownBefore) {
  if (kind === "portal" || !before.environment.AWS_ENDPOINT_URL_SSO_OIDC) return kind === "portal";
  return findRegion(url, before).then(
    () => true,
    () => false,
  );
}

async function newCenter(
  { url, ...portal }: { readonly url: string; readonly region?: string },
  before: KnownBefore,
): Promise<NewSource["content"]> {
  const region = await findOrAsk(url, before, portal.region ? [portal.region] : undefined);
  say(`actas: this is an AWS access portal of Identity Center in ${region}`);
  return contentOf(await askName(url, "sso", before), url, region, {});
}

async function newServer(url: string, before: KnownBefore): Promise<NewSource["content"]> {
  say("actas: this is no AWS access portal; a credential server of a team has an OAuth 2.0 client for programs");
  const clientId = await askClientId();
  const flags = { url, clientId, check: true };
  const planned = plannedSource(serverContent("new", flags, undefined));
  if (planned.kind === "credential-server") await checkServer(planned);
  return serverContent(await askName(url, "server", before), flags, undefined);
}

function question({ known: { sources } }: KnownBefore): string {
  const there = sources.map(({ id }) => id).join(", ");
  return [
    ...(there ? [`actas: you can sign in to already: ${there} (\`actas login\`)\n`] : []),
    "actas: paste the address of your AWS access portal, or of your team's credential server,\n",
    "       as the browser shows it; Enter alone if you have the keys of an IAM user\n",
    "actas: address: ",
  ].join("");
}

/** Setup takes no secret keys: in the files of AWS every tool finds them. */
const IAM_USER = [
  "the keys of an IAM user are kept in the files of AWS, not by actas:",
  "  aws configure --profile NAME     asks for them, and writes ~/.aws/credentials",
  "  mfa_serial = ARN                 below [profile NAME] in ~/.aws/config, for a user with an MFA device",
  "  actas whoami NAME                then tells who that is",
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
      "`aws configure` keeps the keys of an IAM user",
    ],
  });
}
