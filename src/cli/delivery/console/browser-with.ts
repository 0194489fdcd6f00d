import { basename } from "node:path";
import { ActasError } from "../../../base/errors.ts";
import { colourOfAccount } from "./colour-of-account.ts";

/** What a command may name of the console that it opens. */
export interface Opened {
  readonly url: string;
  readonly account: string;
  /** The account's name, or the target. */
  readonly name: string;
}

/** The browser that the user names, and which of its profiles. */
export interface BrowserChoice {
  readonly browser?: string | undefined;
  readonly browserProfile?: string | undefined;
  /** Words of a command in `config.json`, with `{url}` and the other names. */
  readonly template?: readonly string[] | undefined;
}

/** @throws {ActasError} `usage` for a profile of a browser that is not named, or that is not known */
export function requireBrowser({ browser, browserProfile }: BrowserChoice): void {
  if (browserProfile === undefined) return;
  if (browser === undefined) throw withoutBrowser(browserProfile);
  profileWords(browser, browserProfile);
}

/** The words of the command that opens the console; undefined: as any other page. Throws as {@link requireBrowser}. */
export function browserWith(choice: BrowserChoice, opened: Opened): string[] | undefined {
  requireBrowser(choice);
  const { browser, browserProfile, template } = choice;
  if (browser === undefined) return template && filled(template, opened);
  return [browser, ...(browserProfile === undefined ? [] : profileWords(browser, browserProfile)), opened.url];
}

function profileWords(browser: string, profile: string): string[] {
  const name = basename(browser).toLowerCase();
  if (/firefox|librewolf|waterfox/.test(name)) return ["-P", profile];
  if (/chrom|brave|edge|vivaldi|opera/.test(name)) return [`--profile-directory=${profile}`];
  throw unknownBrowser(browser);
}

/** Names are reduced to what can stand in any word, address and path, as a container's name does. */
function filled(template: readonly string[], { account, name, url }: Opened): string[] {
  const values: Readonly<Record<string, string>> = {
    url,
    "encoded-url": encodeURIComponent(url),
    account,
    name: name.replace(/[^\w.-]+/g, "-").replace(/^[.-]+/, ""),
    colour: colourOfAccount(account),
    color: colourOfAccount(account),
  };
  return template.map((word) => word.replace(/\{([\w-]+)\}/g, (all, key: string) => values[key] ?? all));
}

function withoutBrowser(profile: string): ActasError {
  return new ActasError("usage", `cannot open profile "${profile}" of a browser: no browser is named`, {
    hints: ["`--browser firefox` or `--browser google-chrome` names one"],
  });
}

function unknownBrowser(browser: string): ActasError {
  return new ActasError("usage", `cannot open a profile of ${browser}: how it takes one is not known`, {
    hints: ['"console": { "browser": […] } in config.json has the words of any command'],
  });
}
