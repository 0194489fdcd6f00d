/**
 * What a replica does: `api` answers people's programs and signs people in, `issuer` publishes the keys that AWS asks
 * for, `worker` does jobs.
 */
export const SERVER_ROLES = ["api", "issuer", "worker"] as const;

export type ServerRole = (typeof SERVER_ROLES)[number];
