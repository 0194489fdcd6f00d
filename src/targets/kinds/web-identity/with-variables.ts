import type { RequestEnvironment } from "../../../base/credential-request.ts";
import { WEB_IDENTITY_URL } from "../../../profiles/key-generations.ts";
import type { Sections } from "../../../profiles/parse-file.ts";
import type { ProfileFile, ProfileFiles } from "../../../profiles/profile-reader.ts";
import type { Section } from "../../../profiles/section.ts";
import { fromEnvironment } from "../../setting.ts";

/** The variables of aws-runas that say where a user signs in, by the key of a profile for which they stand. */
const VARIABLES = {
  [WEB_IDENTITY_URL]: ["WEB_IDENTITY_AUTH_URL", "WEB_AUTH_URL"],
  web_identity_client_id: ["WEB_IDENTITY_CLIENT_ID", "WEB_CLIENT_ID"],
  web_identity_redirect_uri: ["WEB_IDENTITY_REDIRECT_URI", "WEB_REDIRECT_URI"],
  jump_role_arn: ["JUMP_ROLE_ARN"],
} as const;

const NAMES = Object.values(VARIABLES).flat();

/** Whether one of them is set, though perhaps it does not count. */
export function hasWebVariables(environment: RequestEnvironment): boolean {
  return NAMES.some((name) => environment[name]);
}

/** The files as if profiles said what these variables say: those that sign in by themselves, and `default` for others. */
export function withWebVariables({ config, credentials }: ProfileFiles, environment: RequestEnvironment): ProfileFiles {
  const found = Object.entries(VARIABLES).flatMap(([key, names]) => {
    const setting = fromEnvironment(environment, ...names);
    return setting?.origin.kind === "environment" ? [{ key, value: setting.value, name: setting.origin.name }] : [];
  });
  const fallback: Section = { settings: new Map(), secrets: new Map() };
  const header = config.sections.has("profile default") ? "profile default" : "default";
  const sections = new Map([[header, fallback], ...config.sections]);
  return {
    config: inPlace({ ...config, sections }, found, header),
    credentials: inPlace(credentials, found),
  };
}

interface Found {
  readonly key: string;
  readonly value: string;
  readonly name: string;
}

function inPlace({ path, sections }: ProfileFile, found: readonly Found[], fallback?: string): ProfileFile {
  const changed: Sections = new Map(
    [...sections].map(([header, section]) => {
      const counts = header === fallback || Object.keys(VARIABLES).some((key) => section.settings.has(key));
      return [header, counts ? withSettings(section, found) : section];
    }),
  );
  return { path, sections: changed };
}

function withSettings(section: Section, found: readonly Found[]): Section {
  const { problem, problemBesideOther, secrets, settings } = section;
  return {
    settings: new Map([...settings, ...found.map(({ key, value }) => [key, value] as const)]),
    variables: new Map(found.map(({ key, name }) => [key, name])),
    ...{ secrets, problem, problemBesideOther },
  };
}
