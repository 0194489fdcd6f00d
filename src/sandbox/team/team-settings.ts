/** Where the team's OpenID provider is mounted; with the sandbox's address it is the issuer. */
export const TEAM_PATH = "/staff";
/** The team's server there. */
export const TEAM_CLIENT = "team-server";
/** Its secret there. Made up, so plain text. */
export const CLIENT_SECRET = "sandbox-secret/oauth+team-server";
/** Where the team's server, like a program in a container at AWS, gets the keys of its own role. */
export const SERVER_KEYS_PATH = "/team/server-keys";
/** The role of the team's server. */
export const SERVER_ROLE = "arn:aws:iam::111122223333:role/ActasServer";
/** Roles that the server lends as a broker ask for it. Made up, as is everything here. */
export const BROKER_EXTERNAL_ID = "sandbox-external-id-of-the-team";
