import { join } from "node:path";
import { counted } from "../../base/counted.ts";
import { ActasError } from "../../base/errors.ts";
import { shellArgument } from "../../base/shell-word.ts";
import { type AwsCaller, accessTo } from "../../role-map/accounts/access-to.ts";
import { accountsInTable } from "../../role-map/accounts/accounts-in-table.ts";
import { accountsOfOrganization } from "../../role-map/accounts/accounts-of-organization.ts";
import { listedInText } from "../../role-map/accounts/listed-in-text.ts";
import { type Build, type Built, buildMap } from "../../role-map/built/build-map.ts";
import { Journal } from "../../role-map/built/journal.ts";
import { pythonJson } from "../../role-map/mozilla/python-json.ts";
import type { MapPlace } from "../../role-map/places/map-place.ts";
import { placeInBucket } from "../../role-map/places/place-in-bucket.ts";
import { placeInFolder } from "../../role-map/places/place-in-folder.ts";
import { renamedPlace } from "../../role-map/places/renamed-place.ts";
import { createScanTools } from "../../role-map/scan/create-scan-tools.ts";
import { AT_ONCE, MOST_AT_ONCE } from "../../role-map/scan/scan-accounts.ts";
import type { ListedAccount } from "../../role-map/scanned-account.ts";
import { print } from "../../system/print.ts";
import { Progress } from "../terminal/progress.ts";
import { SilentFailure } from "../terminal/report-error.ts";
import { say } from "../terminal/say.ts";
import { builtReport } from "./built-report.ts";
import { type CallerFlags, callerByTarget } from "./caller-by-target.ts";
import { mozillasNames, mozillasProviders, mozillasTable, unreadVariables } from "./mozillas-variables.ts";
import { type OutPlace, outPlace } from "./out-place.ts";
import { placeOf, textOf } from "./read-roles.ts";
import { stopSignal } from "./stop-signal.ts";

export interface BuildFlags extends CallerFlags {
  readonly accounts?: string;
  readonly organizations?: true;
  readonly dynamodb?: true;
  readonly auditRole?: string;
  readonly provider?: readonly string[];
  readonly out?: string;
  readonly concurrency?: string;
  readonly externalId?: string;
  readonly resume?: true;
}

const JOURNAL = ".role-map-build.jsonl";

/** `actas role-map build`. @throws {SilentFailure} an account could not be read, which is said */
export async function buildRoleMap(flags: BuildFlags): Promise<void> {
  const issuers = issuersIn(flags.provider ?? mozillasProviders(process.env));
  const atOnce = numberAtOnce(flags.concurrency);
  const out = outPlace(flags.out, mozillasNames(process.env));
  const folder = out && "folder" in out ? out.folder : undefined;
  if (flags.resume && folder === undefined) throw nothingToResume();
  if (flags.dynamodb)
    for (const line of unreadVariables(process.env, { issuers, out: flags.out })) say(`actas: note: ${line}`);
  const caller = await callerByTarget(flags);
  const place = out && placeOfMap(out, caller);
  using stop = stopSignal();
  const built = await building(folder, async (progress): Promise<Built> => {
    const accounts = await accountsFor(flags, caller);
    const tools = await createScanTools(caller, stop.signal, flags.externalId);
    const build: Build = {
      accounts,
      issuers,
      tools,
      atOnce,
      resumes: flags.resume === true,
      progress: (through, failed) => progress.show(progressLine(through, accounts.length, failed)),
      ...(place && { place }),
      ...(folder !== undefined && { journal: new Journal(join(folder, JOURNAL)) }),
    };
    return buildMap(build);
  });
  for (const line of builtReport(built)) say(line);
  if (!place) print(pythonJson(built.groups));
  if (built.map.accounts.some(({ failed }) => failed)) throw new SilentFailure();
}

function placeOfMap(out: OutPlace, caller: AwsCaller): MapPlace {
  const place =
    "folder" in out
      ? placeInFolder(out.folder)
      : placeInBucket(accessTo("s3", caller), out.bucket, process.env.S3_FILE_LINK_HEADER || undefined);
  return renamedPlace(place, out.names);
}

/** Erases the progress before anything else is said. */
async function building(folder: string | undefined, work: (progress: Progress) => Promise<Built>): Promise<Built> {
  using progress = new Progress();
  try {
    return await work(progress);
  } catch (error) {
    if (!(error instanceof ActasError) || error.code !== "cancelled" || folder === undefined) throw error;
    const hints = ["the same command with `--resume` goes on where this one stopped"];
    throw new ActasError("cancelled", error.message, { hints });
  }
}

function progressLine(through: number, all: number, failed: number): string {
  const problem = failed > 0 ? `, ${failed} could not be read` : "";
  return `${through} of ${counted(all, "account")}${problem}`;
}

function issuersIn(providers: readonly string[] = []): readonly string[] {
  if (providers.length === 0) {
    throw new ActasError("usage", "cannot build a map: no OpenID provider is named", {
      hints: ["`--provider https://auth.example.com/` names the one whose groups count, exactly as its tokens do"],
    });
  }
  return providers.map((provider) => provider.replace(/^https?:\/\//, ""));
}

function numberAtOnce(text: string | undefined): number {
  const number = Number(text ?? AT_ONCE);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_AT_ONCE) return number;
  throw new ActasError(
    "usage",
    `cannot use \`--concurrency\` with "${text}": it is a number from 1 to ${MOST_AT_ONCE}`,
  );
}

function nothingToResume(): ActasError {
  return new ActasError("usage", "cannot resume: only a build into a folder or a file can be", {
    hints: ["`--out` names it"],
  });
}

async function accountsFor(
  { accounts, auditRole, dynamodb, organizations }: BuildFlags,
  caller: AwsCaller,
): Promise<readonly ListedAccount[]> {
  const ways = [accounts, organizations, dynamodb].filter((way) => way !== undefined);
  if (ways.length !== 1) {
    throw new ActasError(
      "usage",
      `cannot tell which accounts are meant: ${ways.length === 0 ? "nothing says it" : "there are two lists"}`,
      {
        hints: [
          "`--accounts FILE` names a file with the ARN of an audit role on each line",
          "`--organizations` asks AWS Organizations, `--dynamodb` the table of Mozilla's builder",
        ],
      },
    );
  }
  const found = await listed();
  if (found.length > 0) return found;
  throw new ActasError("configuration", "cannot build a map: there is no account to read");

  function listed(): Promise<readonly ListedAccount[]> | readonly ListedAccount[] {
    if (organizations) return accountsOfOrganization(accessTo("organizations", caller), auditRole);
    if (accounts !== undefined) return accountsInFile(accounts);
    const { items, region } = mozillasTable(process.env);
    return accountsInTable(accessTo("dynamodb", caller, region), items);
  }
}

async function accountsInFile(file: string): Promise<readonly ListedAccount[]> {
  const accounts = listedInText(await textOf(file, "list of accounts"));
  if (typeof accounts !== "string") return accounts;
  throw new ActasError("usage", `cannot read the accounts in ${placeOf(file)}: ${accounts}`, {
    hints: [`\`actas role-map build --accounts ${shellArgument(file)}\` wants the ARN of an audit role on each line`],
  });
}
