import type { Results } from "../../agent-api/messages.ts";
import { ActasError } from "../../base/errors.ts";
import { mfaCode } from "../../conversation/mfa-code.ts";
import { inShell, typedByName } from "../../targets/typed-target.ts";
import type { WhoActs } from "../acting/who-acts.ts";
import type { Actions } from "../command-line/action.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { type Output, printJson } from "../json/print-json.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";
import { printText } from "../terminal/print-text.ts";
import { untilText } from "../text/until-text.ts";

/** `actas whoami [TARGET]` */
export const whoamiActions: Actions = {
  "": async (target: string | undefined, flags: CredentialFlags & { readonly json?: true }) => {
    const who = await (namesTarget(target, flags) ? whoIs(target, flags) : whoThisShellIs(flags));
    const { accountName } = await import("../acting/account-name.ts");
    const name = flags.agent ? await accountName(who.account) : undefined;
    const answer: Answer = { ...who, ...(name && { accountName: name }) };
    if (flags.json) return printJson("whoami", asJson(answer));
    printText(asLines(answer));
  },
};

type Answer = Results["whoami"] & Partial<WhoActs> & { readonly accountName?: string };

/** An option that narrows a target implies that one is meant. */
function namesTarget(target: string | undefined, { assumeRole, pick, profile, server }: CredentialFlags): boolean {
  return [target, assumeRole, pick, profile, server].some((named) => named !== undefined);
}

async function whoIs(
  target: string | undefined,
  flags: CredentialFlags,
  environment = requestEnvironment(),
): Promise<Answer> {
  const { targetRequest } = await chosenTarget(target, flags);
  return askForTarget({ request: "whoami", for: { ...targetRequest, environment } }, agentUseFrom(flags));
}

async function whoThisShellIs(flags: CredentialFlags): Promise<Answer> {
  if (flags.otp !== undefined && mfaCode(flags.otp) === undefined) throw otpTookTarget(flags.otp);
  const { whoActsNow } = await import("../acting/who-acts-now.ts");
  const found = await whoActsNow();
  if (found.kind === "acts") return found.who;
  if (found.kind === "token") {
    // To the SDKs a profile that a variable names comes after the token.
    const { AWS_PROFILE: _, AWS_DEFAULT_PROFILE: __, ...others } = requestEnvironment();
    return { ...(await whoIs(undefined, flags, others)), by: found.by };
  }
  if (found.kind === "choose") return whoIs(undefined, { ...flags, pick: true });
  return { ...(await whoIs(undefined, flags)), target: found.profile, by: found.by };
}

/** `whoami --otp staging`: the option has taken the target for its value. */
function otpTookTarget(otp: string): ActasError {
  return new ActasError("usage", `cannot use \`--otp\` with "${otp}": a code is six digits`, {
    hints: [`\`actas whoami ${inShell(typedByName(otp))}\` asks for the code`],
  });
}

function asJson({ account, accountName, arn, userId, expiration, target, by }: Answer): Output<"whoami"> {
  const identity = { UserId: userId, Account: account, AccountName: accountName, Arn: arn };
  return { ...identity, Expiration: expiration, Target: target, By: by };
}

function asLines({ account, accountName, arn, userId, expiration, target, by }: Answer): readonly string[] {
  return [
    ...(target ? [`target   ${target}`] : []),
    `arn      ${arn}`,
    `account  ${account}${accountName ? ` (${accountName})` : ""}`,
    `user id  ${userId}`,
    ...(by ? [`by       ${by}`] : []),
    ...(expiration ? [`expires  ${untilText(expiration)}`] : []),
  ];
}
