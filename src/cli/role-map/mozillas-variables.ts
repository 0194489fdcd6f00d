import type { Environment } from "../../base/environment.ts";
import { MOZILLAS_TABLE } from "../../role-map/accounts/accounts-in-table.ts";
import { ALIASES_FILE, GROUPS_FILE, MANUAL_ALIASES_FILE } from "../../role-map/mozilla/mozilla-files.ts";
import type { FileNames } from "./out-place.ts";

/** The table with the audit roles, as `TABLE_*` say, else as Mozilla has it. */
export function mozillasTable(environment: Environment) {
  const { attribute, index, region, table, value } = MOZILLAS_TABLE;
  const { TABLE_ATTRIBUTE_NAME, TABLE_CATEGORY, TABLE_INDEX_NAME, TABLE_NAME, TABLE_REGION } = environment;
  return {
    region: TABLE_REGION || region,
    items: {
      attribute: TABLE_ATTRIBUTE_NAME || attribute,
      index: TABLE_INDEX_NAME || index,
      table: TABLE_NAME || table,
      value: TABLE_CATEGORY || value,
    },
  };
}

/** The OpenID providers whose groups count, as addresses. */
export function mozillasProviders({ VALID_FEDERATED_PRINCIPAL_URLS = "" }: Environment): readonly string[] {
  return VALID_FEDERATED_PRINCIPAL_URLS.split(",").filter((url) => url !== "");
}

/** What files are called in S3. */
export function mozillasNames(environment: Environment): FileNames {
  const named = [
    [GROUPS_FILE, environment.S3_FILE_PATH_GROUP_ROLE_MAP],
    [ALIASES_FILE, environment.S3_FILE_PATH_ALIAS_MAP],
    [MANUAL_ALIASES_FILE, environment.S3_FILE_PATH_MANUAL_ALIAS_MAP],
  ] as const;
  return Object.fromEntries(named.filter(([, name]) => name));
}

/**
 * What of Mozilla's variables has no effect here, and what says it instead.
 *
 * @param out - as `--out` has it
 * @param issuers - the providers that count, without `https://`
 */
export function unreadVariables(
  { S3_BUCKET_NAME, VALID_AMRS = "" }: Environment,
  { issuers, out }: { readonly issuers: readonly string[]; readonly out: string | undefined },
): readonly string[] {
  const keys = issuers.map((issuer) => `${issuer}:amr`);
  const others = VALID_AMRS.split(",").filter((key) => key !== "" && !keys.includes(key));
  return [
    ...(S3_BUCKET_NAME && out === undefined
      ? [`S3_BUCKET_NAME is not read: \`--out s3://${S3_BUCKET_NAME}\` writes to that bucket`]
      : []),
    ...(others.length > 0
      ? [
          `VALID_AMRS is not read, and ${others.join(", ")} does not count: \`--provider\` names the one whose \`:amr\` does`,
        ]
      : []),
  ];
}
