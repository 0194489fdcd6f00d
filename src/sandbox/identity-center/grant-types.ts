export const CODE_GRANT_TYPE = "authorization_code";
export const DEVICE_GRANT_TYPE = "urn:ietf:params:oauth:grant-type:device_code";
export const REFRESH_GRANT_TYPE = "refresh_token";
/** The scope that a token needs at the portal, and to be renewed. */
export const ACCOUNT_ACCESS = "sso:account:access";
