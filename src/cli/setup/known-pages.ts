import { nearestName } from "../../base/nearest-name.ts";

const PORTAL = "the address of your AWS access portal is like https://corp.awsapps.com/start";
const LEADS_THERE = `${PORTAL}, and leads there`;

/** Pages that people have open, or in mind, when they are asked where they sign in, by their host. */
const PAGES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [
    /(^|\.)console\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$|(^|\.)console\.aws$/,
    `it is the console of AWS; ${LEADS_THERE}`,
  ],
  [
    /^([a-z]+(-[a-z]+)+-\d\.)?signin\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/,
    `it is the page on which IAM users and the root user sign in to the console; ${PORTAL}`,
  ],
  [/(^|\.)signin\.aws(\.com)?$/, "it is the page of one sign-in; the address of the portal is where that page leads"],
  // The sign-in page of an account's IAM users is for their keys.
  [/^(?!.*\.signin\.)(.*\.)?amazon\.com$/, `it is a page about AWS; ${PORTAL}`],
  [/^(oidc|portal\.sso|sso|sts|iam)(\.[a-z0-9-]+)?\.amazonaws\.com(\.cn)?$/, `it is an API of AWS; ${PORTAL}`],
  [/(^|\.)(github|gitlab|bitbucket)\.(com|org|io)$/, `it is a page about programs; ${PORTAL}`],
  [/^awsapps\.(com|cn)$/, "the name of the portal is missing before it, as in https://corp.awsapps.com/start"],
];

const DOMAINS = ["awsapps.com", "awsapps.cn"];
/** A third of the letters would be too many: `webapps.com` is another domain. */
const SLIPS = 2;

/** What a page is on which no source signs in, and what to paste instead; undefined for all other hosts. */
export function knownPage(hostname: string): string | undefined {
  return PAGES.find(([pattern]) => pattern.test(hostname))?.[1] ?? misspelt(hostname);
}

function misspelt(hostname: string): string | undefined {
  const domain = hostname.split(".").slice(-2).join(".");
  const meant = DOMAINS.includes(domain) ? undefined : nearestName(domain, DOMAINS, SLIPS);
  return meant && `it ends with ${domain}, and AWS access portals with ${meant}`;
}
