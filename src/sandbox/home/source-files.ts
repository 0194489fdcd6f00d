import { LEND_PATH } from "../credential-server/lend-paths.ts";
import { CONFIDENTIAL_CLIENT, PUBLIC_CLIENT } from "../credential-server/oauth-clients.ts";
import { ACCOUNT_ACCESS } from "../identity-center/grant-types.ts";
import { START_PATH } from "../identity-center/start-url.ts";
import { MAWS_CLIENT, YOYODYNE_CLIENT } from "../yoyodyne/yoyodyne-clients.ts";
import { ROLES_PATH, WELL_KNOWN_PATH } from "../yoyodyne/yoyodyne-paths.ts";
import { REGION, section } from "./home-section.ts";

/** The section of `.aws/config` that profiles with `sso_session = corp` refer to. */
export function ssoSession(url: string): string {
  return section("sso-session corp", { ...instance(url), sso_registration_scopes: ACCOUNT_ACCESS });
}

/** Profiles of Identity Center in both of the AWS CLI's forms, and a role that is assumed from one of them. */
export function signInProfiles(url: string): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const inMain = { sso_account_id: "111122223333" };
  return {
    "sso-dev": { sso_session: "corp", ...inMain, sso_role_name: "Developer" },
    "sso-data": { sso_session: "corp", sso_account_id: "777788889999", sso_role_name: "ReadOnly" },
    "sso-legacy": { ...instance(url), ...inMain, sso_role_name: "ReadOnly" },
    "sso-chain": { role_arn: "arn:aws:iam::111122223333:role/ReadOnly", source_profile: "sso-dev" },
  };
}

/**
 * The files that describe sources, by their path below the configuration directory; the last two are Mairu's and maws's.
 *
 * @param teamUrl - of the team's server, which is the source `team` in place of Mairu's
 */
export function sourceFiles(url: string, teamUrl?: string): Readonly<Record<string, string>> {
  const lendUrl = url + LEND_PATH;
  const corp = { id: "corp", url: url + START_PATH, aws_sso: { region: REGION } };
  const contoso = {
    id: "contoso",
    url: lendUrl,
    oauth: { client_id: PUBLIC_CLIENT, revocation_endpoint: "oauth/revoke", code_grant: {}, device_grant: {} },
  };
  const yoyodyne = {
    id: "yoyodyne",
    web_identity: {
      well_known_url: url + WELL_KNOWN_PATH,
      client_id: YOYODYNE_CLIENT,
      scope: "openid email",
      roles_url: url + ROLES_PATH,
    },
  };
  // As `actas setup server team --url … --client-id actas` writes it.
  const team =
    teamUrl === undefined ? [] : [{ id: "team", url: teamUrl, oauth: { client_id: "actas", code_grant: {} } }];
  return {
    ...Object.fromEntries(
      [corp, contoso, yoyodyne, ...team].map((source) => [
        `actas/sources.d/${source.id}.json`,
        `${JSON.stringify(source, null, 2)}\n`,
      ]),
    ),
    ...(teamUrl === undefined && { "mairu/servers.d/team.json": mairuFile(lendUrl) }),
    "maws/config.ini": mawsFile(url),
  };
}

function instance(url: string): Readonly<Record<string, string>> {
  return { sso_start_url: url + START_PATH, sso_region: REGION };
}

/** The same organisation as yoyodyne in the form of Mozilla's `maws`, by the client that the provider knows as such. */
function mawsFile(url: string): string {
  return section("maws", {
    well_known_url: url + WELL_KNOWN_PATH,
    client_id: MAWS_CLIENT,
    idtoken_for_roles_url: url + ROLES_PATH,
  });
}

function mairuFile(lendUrl: string): string {
  return `{
  // The same server as contoso, in Mairu's form: with comments, and a client that has a secret.
  "url": ${JSON.stringify(lendUrl)}, // the slash at the end counts
  "id": "team",
  "oauth": {
    "client_id": ${JSON.stringify(CONFIDENTIAL_CLIENT.id)},
    "client_secret": ${JSON.stringify(CONFIDENTIAL_CLIENT.secret)},
    /* Both grants with their usual endpoints. */
    "code_grant": {},
    "device_grant": {}
  }
}
`;
}
