import { ActasError } from "../../base/errors.ts";
import { definitionFrom } from "../definition-from.ts";
import type { SourceDefinition } from "../source-definition.ts";
import type { UnusableSource } from "../source-definitions.ts";
import { UnusableValue } from "../unusable-value.ts";
import type { MawsSettings } from "./parse-maws-file.ts";

/** The id of the source that the files of `maws` describe. */
const ID = "maws";

const REQUIRED = ["client_id", "idtoken_for_roles_url", "well_known_url"] as const;

/** The ports to which a provider that knows `maws` redirects. */
const PORTS = [1, 2, 3, 4, 5, 6].flatMap((number) => [number * 10_000 + 800, number * 10_000 + 801]);

/** What one file says. */
export interface MawsFile {
  readonly path: string;
  readonly settings: MawsSettings;
}

/** The source that the files of `maws` describe together, of which the last counts most. */
export function mawsSource(files: readonly MawsFile[]): SourceDefinition | UnusableSource {
  const settings = new Map(files.flatMap(({ settings: own }) => [...own]));
  const origin = files.map(({ path }) => path).join(" and ");
  try {
    const missing = REQUIRED.filter((key) => !settings.get(key)).map((key) => `\`${key}\``);
    if (missing.length > 0) {
      const are = missing.length > 1 ? "are" : "is";
      throw new UnusableValue(`${missing.join(" and ")} ${are} missing in the section [maws]`);
    }
    const [clientId = "", rolesUrl = "", wellKnown = ""] = REQUIRED.map((key) => settings.get(key));
    const part = { well_known_url: wellKnown, client_id: clientId, roles_url: rolesUrl, scope: settings.get("scope") };
    const redirect = { ports: PORTS, redirect_path: "/redirect_uri", use_localhost: true };
    return definitionFrom({ id: ID, web_identity: { ...part, ...redirect } }, origin);
  } catch (error) {
    if (!(error instanceof UnusableValue)) throw error;
    const reason = error.reason.replace(/"(?:url|web_identity\.(\w+))"/, (_, key) => `\`${OURS[key] ?? OURS.url}\``);
    return { id: ID, origin, error: new ActasError("configuration", `cannot use ${origin}: ${reason}`) };
  }
}

/** What the keys of a source file are called here. */
const OURS: Readonly<Record<string, string>> = { roles_url: "idtoken_for_roles_url", url: "well_known_url" };
