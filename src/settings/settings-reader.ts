import type { RequestEnvironment } from "../base/credential-request.ts";
import { remember } from "../base/remember.ts";
import { configurationHome } from "../files/home.ts";
import { ParsedFiles } from "../files/parsed-files.ts";
import { LayerReader, type Layers, type WrittenLayer } from "./layer-reader.ts";
import type { Allowance, Limits } from "./limits.ts";
import { parseMairuSettings } from "./parse-settings.ts";

/** Targets that settings refuse. Texts are patterns, and an absent part matches everything. */
export interface RefusedTarget {
  /** The id or URL of a source. */
  readonly source?: string;
  /** The URLs of the sources with that id, once the files that describe sources are known. */
  readonly urls?: readonly string[];
  readonly account?: string;
  readonly role?: string;
  /** Not a pattern: all accounts but these, for the identity that a program gets. */
  readonly accountsBut?: readonly string[];
  /** The file and the entry, for messages. */
  readonly place: string;
  /** Whom to ask for more, in the words of those who keep the file. */
  readonly contact?: string;
}

/** A role by a name of its own. */
export interface Alias {
  /** `SOURCE:ROLE`, or the ARN of a role. */
  readonly target: string;
  /** The file that says so. */
  readonly path: string;
}

/** What settings say of targets. */
export interface Rules {
  readonly refusals: readonly RefusedTarget[];
  /** Absent: everything is allowed. */
  readonly limits?: Limits;
  readonly aliases: ReadonlyMap<string, Alias>;
}

/** Enough for a few homes: an agent also answers programs with another HOME. */
const REMEMBERED = 32;

/** Reads what settings say of requests, and reads a file again only if it has changed. */
export class SettingsReader {
  readonly #layers = new LayerReader();
  readonly #mairu = new ParsedFiles(mairuRefusals, REMEMBERED);
  readonly #known = new Map<string, { readonly from: readonly object[]; readonly rules: Rules }>();

  /**
   * As long as no file changes, the answer is the same object.
   *
   * @throws {ActasError} `configuration` for an unreadable file, because it might refuse any target
   */
  async rules(environment: RequestEnvironment): Promise<Rules> {
    const home = configurationHome(environment, "tell which targets are refused");
    const { layers } = await this.#layers.read(`${home}/actas`, environment);
    const mairu = await this.#mairu.read(`${home}/mairu/config.json`);
    const from = [...layers.map(({ written }) => written), mairu];
    const key = layers.map(({ path }) => path).join("\n");
    const known = this.#known.get(key);
    if (known && isSame(known.from, from)) return known.rules;
    const rules = rulesOf(layers, mairu);
    remember(this.#known, key, { from, rules }, REMEMBERED);
    return rules;
  }

  /** Whether variables of other tools count. @throws {ActasError} `configuration` for an unreadable file */
  async compat(environment: RequestEnvironment): Promise<boolean> {
    const { layers } = await this.layers(environment, "tell whether variables of other tools count");
    return layers.find(({ written }) => written.compat !== undefined)?.written.compat ?? false;
  }

  /** All files that are there, also those that do not count. @throws {ActasError} `configuration` */
  layers(environment: RequestEnvironment, purpose: string): Promise<Layers> {
    return this.#layers.read(`${configurationHome(environment, purpose)}/actas`, environment);
  }
}

function rulesOf(layers: readonly WrittenLayer[], mairu: readonly RefusedTarget[]): Rules {
  const refusals = layers.flatMap(({ path, written }) =>
    numbered(written.refuse ?? [], "refuse", path).map((refusal) => asked(refusal, written)),
  );
  const limits = limitsOf(layers);
  const others = (limits?.accounts ?? []).map(({ values, ...rule }) => ({ accountsBut: values, ...rule }));
  // The first file that names an alias counts, so it is set last.
  const aliases = new Map(
    layers
      .toReversed()
      .flatMap(({ path, written }) =>
        Object.entries(written.targets ?? {}).map(([name, target]) => [name, { target, path }] as const),
      ),
  );
  return { refusals: [...refusals, ...mairu, ...others], ...(limits && { limits }), aliases };
}

function limitsOf(layers: readonly WrittenLayer[]): Limits | undefined {
  if (layers.every(({ written }) => written.allow === undefined)) return undefined;
  const allowing = (key: keyof Limits): readonly Allowance[] =>
    layers.flatMap(({ path, written }) => {
      const values = written.allow?.[key];
      return values ? [asked({ values, place: `\`allow.${key}\` of ${path}` }, written)] : [];
    });
  return { grants: allowing("grants"), modes: allowing("modes"), accounts: allowing("accounts") };
}

function asked<T extends object>(rule: T, { contact }: WrittenLayer["written"]): T & { readonly contact?: string } {
  return { ...rule, ...(contact && { contact }) };
}

async function mairuRefusals(text: string, path: string): Promise<readonly RefusedTarget[]> {
  const { disallow_roles: roles = [] } = await parseMairuSettings(text, path);
  const refusals = roles.map(({ server, role }) => ({ source: server, role }));
  return numbered(refusals, "disallow_roles", path);
}

function numbered(
  refusals: readonly Omit<RefusedTarget, "place">[],
  key: string,
  path: string,
): readonly RefusedTarget[] {
  return refusals.map((refusal, index) => ({ ...refusal, place: `entry ${index + 1} of \`${key}\` in ${path}` }));
}

function isSame(some: readonly object[], others: readonly object[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}
