import { usersInTheClear, usersOfKey } from "../../../access-keys/key-users.ts";
import { KeysAtAws, refuseUsed } from "../../../access-keys/keys-at-aws.ts";
import { type KnownFiles, renameKey } from "../../../access-keys/name-key.ts";
import { requireOnePlace, rotationPlace } from "../../../access-keys/rotation-place.ts";
import type { RotationTools } from "../../../access-keys/rotation-tools.ts";
import { Signer } from "../../../access-keys/signer.ts";
import { fromCredentialsMessage } from "../../../agent-api/credentials-message.ts";
import type { Credentials } from "../../../base/credentials.ts";
import { readProfileFiles } from "../../../profiles/read-profile-files.ts";
import { ask } from "../../asking/ask.ts";
import { userRequest } from "../../target/user-request.ts";
import { peopleAreWatching, sayForNow } from "../../terminal/say.ts";
import type { KnownKeys } from "./known-keys.ts";

interface Typed {
  /** The MFA code that was typed with the command. */
  readonly otp?: string | undefined;
  readonly ending: AbortSignal;
}

/** What the rotation of a profile's key works with. @throws {ActasError} `configuration`, `usage` */
export function rotationTools(
  profile: string,
  accessKeyId: string,
  { environment, files, kept, keyring, state }: KnownKeys,
  { ending, otp }: Typed,
): RotationTools {
  const place = rotationPlace(profile, { environment, files }, otp);
  requireOnePlace(accessKeyId, profile, { environment, files }, place);
  // They may change while AWS is waited for.
  const now = async (): Promise<KnownFiles> => ({ environment, files: await readProfileFiles(environment) });
  const tell = (progress: string): void => {
    if (peopleAreWatching()) sayForNow(`actas: ${progress}`);
  };
  ending.addEventListener("abort", () => tell("ending …"));
  const session = (): Promise<Credentials> => sessionOf(profile, otp);
  const signer = new Signer({ place, session, sessionFirst: otp !== undefined, tell, ending });
  const users = async (id: string) => usersOfKey(id, (await now()).files, process.env);
  return {
    ...{ profile, place, signer, kept, keyring, state, tell },
    atAws: new KeysAtAws({ place, signer, users }),
    refuseUsedInTheClear: async (id) => refuseUsed("rotate", id, usersInTheClear(id, (await now()).files, process.env)),
    rename: async (from, to) => {
      const known = await now();
      requireOnePlace(from, profile, known, place);
      await renameKey(from, to, known);
    },
  };
}

async function sessionOf(profile: string, otp: string | undefined): Promise<Credentials> {
  const request = { ...(await userRequest(profile, otp === undefined ? {} : { otp })), sessionOnly: true } as const;
  const { credentials } = await ask({ request: "credentials", for: request, delivery: "own" });
  return fromCredentialsMessage(credentials);
}
