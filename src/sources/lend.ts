import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SignInMethods } from "./sign-in-methods.ts";
import type { SignIn } from "./sign-ins.ts";
import { signedInTools, withSignIn } from "./signed-in.ts";
import type { LentCredentials, SourceTools } from "./source.ts";

/**
 * What a source lends to whoever is signed in. If that one has signed out while the source was asked, or somebody else
 * has signed in, it is given to the request it was for and not kept: the next request may be another person's.
 *
 * @throws as {@link withSignIn}
 */
export function lend<D extends SourceDefinition>(
  source: D,
  methods: SignInMethods<D>,
  asking: SourceTools,
  use: (signIn: SignIn) => Promise<LentCredentials>,
): Promise<LentCredentials> {
  const { signIns } = asking;
  return withSignIn(source, methods, signedInTools(asking), async (signIn) => {
    const whose = signIns.generation(signIn.key);
    const lent = await use(signIn);
    return signIns.generation(signIn.key) === whose ? lent : { ...lent, keep: "never" };
  });
}
