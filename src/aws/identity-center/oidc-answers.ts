import { z } from "zod/mini";

/** The end of the year 9999, in seconds since the epoch: a `Date` has room for no later lifetime. */
const LAST_SECONDS = 253_402_300_799;

const seconds = z.number().check(z.positive(), z.lte(LAST_SECONDS));

/** Answer of RegisterClient; the time is in seconds since the epoch. */
export const RegisterClientAnswer = z.object({
  clientId: z.string(),
  clientSecret: z.string(),
  clientSecretExpiresAt: seconds,
});

/** Answer of StartDeviceAuthorization; times in seconds. */
export const DeviceAuthorizationAnswer = z.object({
  deviceCode: z.string(),
  userCode: z.string(),
  verificationUri: z.string(),
  expiresIn: seconds,
  interval: z.optional(z.number()),
});

/** Answer of CreateToken; the lifetime in seconds. */
export const CreateTokenAnswer = z.object({
  accessToken: z.string().check(z.minLength(1)),
  refreshToken: z.optional(z.string()),
  expiresIn: seconds,
});
