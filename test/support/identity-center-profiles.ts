/** Profiles of one portal, as the AWS CLI writes them. */
export const START_URL = "https://corp.awsapps.com/start";
export const SESSION = `[sso-session corp]
sso_start_url = ${START_URL}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access, codewhisperer:completions`;
export const DEV = `${SESSION}
[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
region = eu-north-1`;
export const LEGACY = `[profile old]
sso_start_url = ${START_URL}
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Developer`;
