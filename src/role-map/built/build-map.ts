import { ActasError } from "../../base/errors.ts";
import {
  ALIASES_FILE,
  GROUPS_FILE,
  listsInText,
  MANUAL_ALIASES_FILE,
  type MozillaFiles,
  mozillaFiles,
} from "../mozilla/mozilla-files.ts";
import { type Lists, pythonJson } from "../mozilla/python-json.ts";
import type { MapPlace } from "../places/map-place.ts";
import type { ScanTools } from "../scan/scan-account.ts";
import { scanAccounts } from "../scan/scan-accounts.ts";
import type { ListedAccount } from "../scanned-account.ts";
import { type BuiltAccount, type BuiltMap, builtAccount, mapInText, textOfMap } from "./built-map.ts";
import type { Journal } from "./journal.ts";

/** The whole of what was heard, beside Mozilla's two files. */
export const MAP_FILE = "role-map.json";

export interface Build {
  readonly accounts: readonly ListedAccount[];
  /** The OpenID providers that the map is about, without `https://`. */
  readonly issuers: readonly string[];
  readonly tools: ScanTools;
  readonly atOnce: number;
  /** Where the map is, and is written; absent: it is only made. */
  readonly place?: MapPlace;
  readonly journal?: Journal;
  /** Whether what the journal has is heard anew. */
  readonly resumes: boolean;
  /** Told how many of the accounts are through, and how many of them could not be read. */
  readonly progress: (through: number, failed: number) => void;
}

export interface Built extends MozillaFiles {
  readonly map: BuiltMap;
  /** How many accounts the journal had. */
  readonly resumed: number;
  readonly written: readonly { readonly file: string; readonly state: "written" | "unchanged" }[];
}

/**
 * Reads all accounts, and writes the map of their roles. Of an account that cannot be read what was heard earlier stays,
 * with its time; one that is no longer listed goes.
 *
 * @throws {ActasError} nothing is written then, or what is written is whole
 */
export async function buildMap(build: Build): Promise<Built> {
  const { accounts, issuers, journal, place, resumes, tools } = build;
  const earlier = await earlierState(place);
  const { clock } = tools.access;
  const heard = new Map(
    (resumes ? (journal?.read(clock.now()) ?? []) : []).map((account) => [account.account.id, account]),
  );
  const resumed = accounts.filter(({ id }) => heard.has(id)).length;
  journal?.begin([...heard.values()]);
  await scanInto(heard, build);
  const map: BuiltMap = {
    builtAt: clock.now(),
    issuers,
    accounts: accounts.map((account) => withEarlier(heard.get(account.id), account, earlier.map)),
  };
  if (map.accounts.length > 0 && map.accounts.every(({ failed, scanned }) => failed && !scanned)) {
    const [first] = map.accounts;
    throw new ActasError(
      "access-denied",
      `cannot scan any account, ${first?.account.id} for one: ${first?.failed?.reason}`,
    );
  }
  const files = mozillaFiles(map, earlier);
  const written = place ? await write(place, map, files) : [];
  journal?.end();
  return { ...files, map, resumed, written };
}

async function scanInto(heard: Map<string, BuiltAccount>, build: Build): Promise<void> {
  const { accounts, atOnce, journal, progress, tools } = build;
  const waiting = accounts.filter(({ id }) => !heard.has(id));
  let [through, failed] = [accounts.length - waiting.length, 0];
  await scanAccounts(waiting, tools, atOnce, (outcome) => {
    if ("scanned" in outcome) {
      const account = builtAccount(outcome.scanned);
      heard.set(account.account.id, account);
      journal?.add(account);
    } else {
      const { account, at, reason } = outcome.unscanned;
      heard.set(account.id, { account, otherRoles: 0, failed: { reason, at } });
      failed++;
    }
    progress(++through, failed);
  });
}

function withEarlier(now: BuiltAccount | undefined, account: ListedAccount, earlier?: BuiltMap): BuiltAccount {
  if (now?.scanned) return { ...now, account };
  const before = earlier?.accounts.find((one) => one.account.id === account.id);
  return {
    account,
    ...(before?.scanned && { scanned: { ...before.scanned, account } }),
    otherRoles: before?.otherRoles ?? 0,
    ...(now?.failed && { failed: now.failed }),
  };
}

interface EarlierState {
  readonly map?: BuiltMap;
  readonly groups?: Lists;
  readonly aliases?: Lists;
  readonly manualAliases?: Lists;
}

/** What is there already counts for accounts that cannot be read, so what cannot be understood is not passed over. */
async function earlierState(place: MapPlace | undefined): Promise<EarlierState> {
  if (!place) return {};
  const lists = async (file: string): Promise<Lists | undefined> => {
    const text = await place.read(file);
    const read = text === undefined ? undefined : listsInText(text);
    if (text !== undefined && !read) throw unusable(place.nameOf(file), "it is no JSON object of lists");
    return read;
  };
  const text = await place.read(MAP_FILE);
  const map = text === undefined ? undefined : mapInText(text);
  if (typeof map === "string") throw unusable(place.nameOf(MAP_FILE), map);
  const [groups, aliases, manualAliases] = [
    await lists(GROUPS_FILE),
    await lists(ALIASES_FILE),
    await lists(MANUAL_ALIASES_FILE),
  ];
  return {
    ...(map && { map }),
    ...(groups && { groups }),
    ...(aliases && { aliases }),
    ...(manualAliases && { manualAliases }),
  };
}

function unusable(name: string, why: string): ActasError {
  return new ActasError("configuration", `cannot use ${name}: ${why}`, {
    hints: ["move it away, if nothing needs it; of accounts that cannot be read it says what was known"],
  });
}

/** The map itself comes last: a build that is stopped in between is repeated as if it had not been. */
async function write(place: MapPlace, map: BuiltMap, { aliases, groups }: MozillaFiles): Promise<Built["written"]> {
  const files = [
    [GROUPS_FILE, pythonJson(groups)],
    [ALIASES_FILE, pythonJson(aliases)],
    [MAP_FILE, textOfMap(map)],
  ] as const;
  const written = [];
  for (const [file, text] of files) written.push({ file: place.nameOf(file), state: await place.write(file, text) });
  return written;
}
