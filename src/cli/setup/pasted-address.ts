import { urlProblem } from "../../source-files/source-url.ts";
import { normalStartUrl, withoutDot } from "../../source-files/start-url.ts";
import { knownPage } from "./known-pages.ts";

/** What the user means by an address copied from a browser. */
export type PastedAddress =
  /** An AWS access portal, recognised by its host; the host of some portals names the region. */
  | { readonly kind: "portal"; readonly url: string; readonly region?: string }
  /** Something else on the web, such as a credential server. */
  | { readonly kind: "other"; readonly url: string }
  /** An access key, or the sign-in page of IAM users: users do not sign in to a source there. */
  | { readonly kind: "keys" }
  | { readonly kind: "none"; readonly problem: string };

/**
 * Reads a pasted address: with or without `https://`, with the path of the portal page that was open, with blanks or
 * words around it.
 *
 * @see https://docs.aws.amazon.com/singlesignon/latest/userguide/howtochangeURL.html for the hosts of portals
 */
export function pastedAddress(text: string): PastedAddress {
  const words = text
    .replace(/[<>"'`]/g, " ")
    .trim()
    .split(/\s+/);
  const word =
    words.find((one) => /^https?:\/\//i.test(one)) ?? words.find((one) => one.includes(".")) ?? words[0] ?? "";
  if (/^A[KS]IA[A-Z0-9]{12,}$/.test(word)) return { kind: "keys" };
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(word) ? word : `https://${word}`;
  const { host = "", hostname: written = "", pathname } = URL.parse(address) ?? {};
  const hostname = withoutDot(written);
  // A number alone is an answer to another question; a URL would take it for an IP address.
  if (/^\d*$/.test(word) || !/[.:]|^localhost$/.test(host)) return { kind: "none", problem: NO_ADDRESS };
  const problem = urlProblem(address) ?? knownPage(hostname);
  if (problem) return { kind: "none", problem };
  if (hostname.endsWith(".signin.aws.amazon.com")) return { kind: "keys" };
  const portal = PORTALS.find((pattern) => pattern.test(hostname));
  if (!portal) return { kind: "other", url: normalBase(address) };
  const region = portal.exec(hostname)?.groups?.region;
  const url = normalStartUrl(address);
  const isBare = pathname === "/" && /^(?!start\.).*\.awsapps\.com$/.test(hostname);
  return { kind: "portal", url: isBare ? `${url}/start` : url, ...(region && { region }) };
}

const NO_ADDRESS = "it is not an address; one is like https://corp.awsapps.com/start or https://auth.example.com";

/** Hosts of AWS access portals: the common one, those of other partitions, and the form that supports IPv6 too. */
const PORTALS = [
  /^start\.(?<region>[a-z]+-gov-[a-z]+-\d)\.us-gov-home\.awsapps\.com$/,
  /^start\.(?<region>cn-[a-z]+-\d)\.home\.awsapps\.cn$/,
  /\.awsapps\.(?:com|cn)$/,
  /^ssoins-\w+\.portal\.(?<region>[a-z0-9-]+)\.app\.(?:aws|amazonwebservices\.com\.cn)$/,
];

/**
 * Paths of a credential server are below its URL, so it ends with a slash. It is written as it is used: a host that only
 * looks like another one has other letters then, and a backslash, after which nothing is of the host, is a slash.
 */
function normalBase(address: string): string {
  const url = new URL(address);
  url.hash = "";
  return url.search || url.href.endsWith("/") ? url.href : `${url.href}/`;
}
