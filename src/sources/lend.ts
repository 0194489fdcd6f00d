import type { SignInKind, SourceDefinition } from "../source-files/source-definition.ts";
import type { SignInMethods } from "./sign-in-methods.ts";
import type { SignIn } from "./sign-ins.ts";
import { signedInTools, withSignIn } from "./signed-in.ts";
import type { LentCredentials, SourceTools } from "./source.ts";

/**
 * What a source lends to the user who is signed in. If the user signed out while the source was asked, or another
 * person signed in, the credentials go to the request they were for, but not into the cache: the next request may be
 * the other person's.
 *
 * @throws as {@link withSignIn}
 */
export function lend<K extends SignInKind>(
  source: SourceDefinition<K>,
  methods: SignInMethods<K>,
  asking: SourceTools,
  use: (signIn: SignIn<K>) => Promise<LentCredentials>,
): Promise<LentCredentials> {
  const { signIns } = asking;
  return withSignIn(source, methods, signedInTools(asking), async (signIn) => {
    const whose = signIns.generation(signIn.key);
    const lent = await use(signIn);
    return signIns.generation(signIn.key) === whose ? lent : { ...lent, keep: "never" };
  });
}
