import { inFile, type Mutation } from "./mutation.ts";

const ENDPOINT = "src/serve/imds/imds-endpoint.test.ts";
const REAL = "test/security/metadata-service/real-address.test.ts";

/** Who may ask the metadata service, and what becomes of root's rights. */
export const METADATA_SERVICE: readonly Mutation[] = [
  ...inFile("src/serve/imds/imds-endpoint.ts", [
    ["imds-token", "a token is needed", "if (token === null && !parts.allowsVersion1) return NO_TOKEN;", "", ENDPOINT],
    ["imds-proxy", "nothing through a proxy", "if (cameThroughProxy(headers))", "if (false)", ENDPOINT],
  ]),
  ...inFile("src/serve/imds/session-tokens.ts", [
    ["imds-token-ends", "a token ends", "if (this.#now() < end) return true;", "return true;", ENDPOINT],
    ["imds-token-life", "no token lives for days", "seconds > LONGEST_SECONDS", "false", ENDPOINT],
    ["imds-token-bound", "tokens are bounded", "this.#makeRoom();", "", ENDPOINT],
  ]),
  ...inFile("src/serve/imds/role-answers.ts", [
    ["imds-role", "another name gets nothing", "roleName(target) === name", "true", ENDPOINT],
  ]),
  ...inFile("src/serve/imds/address-helper.ts", [
    [
      "imds-caller",
      "root helps its caller only",
      "if (peerOf(connection).uid !== calledBy())",
      "if (false)",
      "test/imds/address-helper.test.ts",
    ],
  ]),
  ...inFile("src/serve/imds/role-name.ts", [
    [
      "imds-path",
      "no name of a target means another path",
      '.replace(/[^A-Za-z0-9_.-]+/g, "-")',
      "",
      "src/serve/imds/metadata.test.ts",
      ENDPOINT,
    ],
  ]),
  ...inFile("src/serve/imds/open-imds.ts", [
    ["imds-cloud", "a cloud's own is not hidden", "if (isReal) await refuseInCloud();", "", REAL],
  ]),
];
