import { ActasError } from "../../base/errors.ts";
import { portalRegion } from "../../requests/setup/portal-region.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import { sameUrl } from "../../source-files/same-url.ts";
import { normalStartUrl } from "../../source-files/start-url.ts";
import { askingProblem } from "../terminal/asking-problem.ts";
import { Progress } from "../terminal/progress.ts";
import { say } from "../terminal/say.ts";
import { askName, askRegion, askSourceAddress, requireParts } from "./ask-parts.ts";
import { type KnownBefore, knownBefore } from "./known-before.ts";
import { isLikeRegion, likelyRegions } from "./likely-regions.ts";
import { pastedAddress } from "./pasted-address.ts";
import { requireWritable } from "./require-writable.ts";
import { type NewSource, plannedSource } from "./write-source.ts";

/** What commander makes of the options of `actas setup sso`. */
export interface CenterFlags {
  readonly startUrl?: string;
  readonly region?: string;
  readonly scope?: string[];
  readonly localPort?: number;
  readonly shareSsoCache?: true;
  readonly check: boolean;
  readonly overwrite?: true;
}

const WITHOUT_CHECK = "`--no-check` writes the file as it is";
/** Stands for a source that has no name yet. */
const UNNAMED = "new";

/**
 * The content of a source file for Identity Center. Asks for missing parts on a terminal, and finds the region.
 *
 * @throws {ActasError} `usage` for missing or unusable parts; `configuration` when Identity Center does not know
 * the portal; `unreachable`; `cancelled`
 */
export async function centerContent(named: string | undefined, flags: CenterFlags): Promise<NewSource["content"]> {
  requireParts("actas setup sso", { "<name>": named, "`--start-url <url>`": flags.startUrl });
  if (flags.region !== undefined && !isLikeRegion(flags.region)) throw unusable("--region", NO_REGION);
  requireWritable();
  const before = await knownBefore();
  const portal = flags.startUrl === undefined ? await askPortal() : portalTyped(flags.startUrl);
  const region = await regionFor(portal, flags, before);
  const id = named ?? (await askName(portal.url, "sso", before));
  const others = before.known.sources.filter((one) => one.id !== id && sameUrl(one.kind, one.url, portal.url));
  for (const other of others) say(`actas: note: "${other.id}" signs in at ${other.url} too`);
  return contentOf(id, portal.url, region, flags);
}

/** Asks AWS for the region of Identity Center. @throws {ActasError} when it is not found */
export async function findRegion(url: string, before: KnownBefore, regions?: readonly string[]): Promise<string> {
  using progress = new Progress();
  progress.show(regions ? "asking Identity Center" : "looking for its region");
  const { environment, files } = before;
  const source = plannedSource(contentOf(UNNAMED, url, "us-east-1", {})) as IdentityCenterDefinition & {
    kind: "identity-center";
  };
  const candidates = regions ?? likelyRegions(url, files, environment);
  const region = await portalRegion({ source, files, environment }, candidates).catch((error: unknown) => {
    if (!(error instanceof ActasError)) throw error;
    throw new ActasError(error.code, error.message, { hints: [...error.hints, WITHOUT_CHECK], cause: error });
  });
  if (region) return region;
  const where = regions ? `in region ${regions.join(" or ")}` : "in any region that answered";
  throw new ActasError("configuration", `cannot set up ${url}: no Identity Center ${where} knows this start URL`, {
    hints: [
      "the console of IAM Identity Center shows the URL of the AWS access portal and the region under Settings",
      WITHOUT_CHECK,
    ],
  });
}

async function regionFor(
  portal: { readonly url: string; readonly region?: string },
  { check, region: typed }: CenterFlags,
  before: KnownBefore,
): Promise<string> {
  const region = typed ?? portal.region;
  if (typed && check) return findRegion(portal.url, before, [typed]);
  if (check) return found(await findOrAsk(portal, before, "stop"));
  if (region) return region;
  requireParts("actas setup sso", { "`--region <region>`": undefined });
  return askRegion(likelyRegions(portal.url, before.files, before.environment));
}

/** The region of a portal, or what was said when it was not found, after the user had no other to try. */
type Looked = { readonly region: string } | { readonly error: ActasError };

/** Asks the user for the region if the portal is not found in any, until it is found there, or Enter alone is pressed. */
export async function findOrAsk(
  { region, url }: { readonly url: string; readonly region?: string },
  before: KnownBefore,
  otherwise: string,
): Promise<Looked> {
  for (let regions = region ? [region] : undefined; ; ) {
    try {
      return { region: await findRegion(url, before, regions) };
    } catch (error) {
      if (!(error instanceof ActasError) || askingProblem()) throw error;
      say(`actas: ${error.message}`);
      const typed = await askRegion(likelyRegions(url, before.files, before.environment), otherwise);
      if (!typed) return { error };
      regions = [typed];
    }
  }
}

function found(looked: Looked): string {
  if ("error" in looked) throw looked.error;
  return looked.region;
}

function askPortal(): Promise<{ readonly url: string; readonly region?: string }> {
  return askSourceAddress("actas: the address of your AWS access portal, as the browser shows it: ");
}

function portalTyped(text: string): { readonly url: string; readonly region?: string } {
  const address = pastedAddress(text);
  if (address.kind === "none") throw unusable("--start-url", address.problem);
  if (address.kind === "keys") throw unusable("--start-url", "IAM users sign in there");
  return address;
}

/** The content of the file. It has only what the user typed, so that defaults stay defaults. */
export function contentOf(
  id: string,
  url: string,
  region: string,
  { scope, localPort, shareSsoCache }: Partial<CenterFlags>,
): NewSource["content"] {
  const center = {
    region,
    ...(scope && { scope }),
    ...(localPort && { local_port: localPort }),
    ...(shareSsoCache && { share_sso_cache: true }),
  };
  return { id, url: normalStartUrl(url), aws_sso: center };
}

const NO_REGION = "it is not the name of a region, such as eu-west-1";

function unusable(flag: string, reason: string): ActasError {
  return new ActasError("usage", `cannot use \`${flag}\`: ${reason}`);
}
