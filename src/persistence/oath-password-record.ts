import { z } from "zod/mini";
import { secret } from "../base/record.ts";
import type { Same } from "../base/same-type.ts";
import type { OathPassword } from "../mfa/yubikey/oath-passwords.ts";

/** The OATH password of a YubiKey as it is handed over, or kept. */
export const OathPasswordRecord = z.object({ serial: z.string(), password: secret, until: z.number() });

true satisfies Same<z.infer<typeof OathPasswordRecord>, OathPassword>;
