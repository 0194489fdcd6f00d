import { expect, mock, test } from "bun:test";
import { profileFiles, sourceDefinitions } from "../../../test/profile-files.ts";
import { describeProfile } from "../../targets/describe-profile.ts";
import { readDescription } from "./read-description.ts";

const CONFIG = `[profile keys]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = hush
[profile role]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = keys
[profile command]
credential_process = /bin/true
[profile nothing]
region = eu-west-1
[profile signs-in]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Dev
[profile by-way-of]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = signs-in
[profile start-url]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Dev
[profile provider]
web_identity_auth_url = https://login.example/
web_identity_client_id = it
role_arn = arn:aws:iam::111122223333:role/Dev
[profile hands-over]
credential_process = actas process corp:111122223333/Dev`;

test.each([
  ["keys", 0],
  ["role", 0],
  ["command", 0],
  ["nothing", 0],
  ["signs-in", 1],
  ["by-way-of", 1],
  ["start-url", 1],
  ["provider", 1],
  ["hands-over", 1],
])("describes profile %s as ever, and reads the source files %d times for it", async (name, count) => {
  const files = await profileFiles({ config: CONFIG });
  const definitions = sourceDefinitions({
    ...{ id: "corp", url: "https://corp.awsapps.com/start" },
    aws_sso: { region: "eu-west-1" },
  });
  const readSources = mock(async () => definitions);
  expect(await readDescription(name, files, readSources, {})).toEqual(describeProfile(name, files, definitions, {}));
  expect(readSources).toHaveBeenCalledTimes(count);
});
