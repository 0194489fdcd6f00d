import { join } from "node:path";
import { KeysAtAws } from "../../src/access-keys/keys-at-aws.ts";
import type { RotationTools } from "../../src/access-keys/rotation-tools.ts";
import { Signer } from "../../src/access-keys/signer.ts";
import { Iam } from "../../src/aws/iam.ts";
import { Sts } from "../../src/aws/sts.ts";
import { Clock } from "../../src/base/clock.ts";
import type { Credentials } from "../../src/base/credentials.ts";
import type { World } from "./world.ts";

/** What the rotation of ben's key works with: a keyring in memory, and no profile that names anything. */
export function toolsWith(
  keyring: Map<string, Credentials>,
  elsewhere: string | undefined,
  world: World,
): RotationTools {
  const [clock, at] = [new Clock(), { region: "eu-west-1", endpointUrl: world.sandbox.url }];
  const stsAt = { ...at, scope: "regional" } as const;
  const place = { iam: new Iam(clock), iamAt: at, sts: new Sts(clock), stsAt, hasMfa: false, elsewhere };
  const tell = (): void => undefined;
  const signer = new Signer({ place, session: () => Promise.reject(new Error("no session")), tell });
  return {
    profile: "ben",
    place,
    signer,
    atAws: new KeysAtAws({ place, signer, users: async () => [] }),
    kept: {
      keep: async (made: Credentials) => void keyring.set(made.accessKeyId, made),
      keys: async (id: string) => keyring.get(id)!,
      remove: async (id: string) => keyring.delete(id),
      secret: async (id: string) => keyring.get(id)?.secretAccessKey,
    },
    keyring: "keyring" as const,
    state: join(world.home, ".local/state/actas"),
    refuseUsedInTheClear: async () => undefined,
    rename: async () => undefined,
    tell,
  };
}
