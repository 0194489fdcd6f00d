import { ActasError } from "../../base/errors.ts";
import type { Conversation } from "../../conversation/conversation.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import type { SignIn } from "../sign-ins.ts";
import { awsCliTokenFile, readAwsCliToken, removeAwsCliToken, writeAwsCliToken } from "./aws-cli-token.ts";

/** A program that renewed at the same time got its answer before we were refused, and writes it within this time. */
const WRITTEN_WITHIN_MS = 1_000;
const LOOK_MS = 50;

/** Told of a file that cannot be used. */
type NoticeListener = Pick<Conversation, "tell">;

/**
 * What the AWS CLI, or another agent, has signed in to or renewed, if the source is shared: any access token but those
 * of `known`. No time says which is newer, since a renewed one may end earlier.
 */
export function othersSignIn(
  source: IdentityCenterDefinition,
  known: readonly SignIn<"identity-center">[],
  listener?: NoticeListener,
): SignIn<"identity-center"> | undefined {
  const file = fileOf(source);
  const found = file && readAwsCliToken(source, file);
  if (!found) return undefined;
  if ("problem" in found) {
    listener?.tell(`the sign-in in ${file} cannot be used: ${found.problem}`);
    return undefined;
  }
  const { accessToken } = found.signIn.held;
  const isKnown = known.some(({ held }) => accessToken.equals(held.accessToken) || accessToken.equals(held.leftInFile));
  return isKnown ? undefined : found.signIn;
}

/** The same, when another program may be about to write it. */
export async function waitForOthersSignIn(
  source: IdentityCenterDefinition,
  known: readonly SignIn<"identity-center">[],
): Promise<SignIn<"identity-center"> | undefined> {
  const isShared = fileOf(source) !== undefined;
  for (let waitedMs = 0; isShared && waitedMs <= WRITTEN_WITHIN_MS; waitedMs += LOOK_MS) {
    const found = othersSignIn(source, known);
    if (found) return found;
    await Bun.sleep(LOOK_MS);
  }
  return undefined;
}

/** Gives a sign-in to the AWS CLI too, if the source is shared. One that cannot be shared is a sign-in all the same. */
export function share(
  source: IdentityCenterDefinition,
  signIn: SignIn<"identity-center">,
  listener: NoticeListener,
): SignIn<"identity-center"> {
  const file = fileOf(source);
  if (!file || isDone(() => writeAwsCliToken(source, signIn, file), listener)) return signIn;
  const left = readAwsCliToken(source, file);
  return left && "signIn" in left
    ? { ...signIn, held: { ...signIn.held, leftInFile: left.signIn.held.accessToken } }
    : signIn;
}

/** Takes the sign-in away from the AWS CLI too, if the source is shared. */
export function unshare(source: IdentityCenterDefinition, listener: NoticeListener): void {
  const file = fileOf(source);
  if (file) isDone(() => removeAwsCliToken(source, file), listener);
}

/** Undefined when the source is not shared. */
function fileOf({ home, ...source }: IdentityCenterDefinition): string | undefined {
  return source.shareCache && home !== undefined ? awsCliTokenFile({ ...source, home }) : undefined;
}

/** Runs an action, and tells why if it fails. */
function isDone(action: () => void, listener: NoticeListener): boolean {
  try {
    action();
    return true;
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    listener.tell(error.message);
    return false;
  }
}
