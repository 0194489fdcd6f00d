import { join } from "node:path";

const SERVICES = ["sso-oidc/2019-06-10", "sso/2019-06-10", "sts/2011-06-15"];

/**
 * Makes an AWS CLI or boto3 that is older than 2.13 or 1.28 ask the sandbox. They take endpoints from no variable, but,
 * from AWS_DATA_PATH, service data of one's own before that they bring.
 */
export async function writeEndpointRules(folder: string, url: string): Promise<void> {
  const Region = { builtIn: "AWS::Region", required: false, type: "String", documentation: "the region" };
  const rule = { conditions: [], endpoint: { url, properties: {}, headers: {} }, type: "endpoint" };
  const rules = JSON.stringify({ version: "1.0", parameters: { Region }, rules: [rule] });
  for (const service of SERVICES) await Bun.write(join(folder, service, "endpoint-rule-set-1.json"), rules);
}
