/** Where Yoyodyne's OpenID provider is mounted; with the sandbox's address it is the issuer. */
export const YOYODYNE_PATH = "/yoyodyne";
/** The discovery document of the provider. */
export const WELL_KNOWN_PATH = `${YOYODYNE_PATH}/.well-known/openid-configuration`;
/** The API that tells which roles an ID token is good for. */
export const ROLES_PATH = `${YOYODYNE_PATH}/roles`;
