import { ActasError } from "../base/errors.ts";
import { shellArgument } from "../base/shell-word.ts";
import { type QuestionKind, type Topic, topicOf } from "./question.ts";

/** Something that only a person can do was needed. */
export class PersonRequired extends ActasError {
  readonly topic: Topic;
  readonly reason: string;

  constructor(topic: Topic, reason: string, error: ActasError) {
    super(error.code, error.message, { hints: error.hints });
    this.topic = topic;
    this.reason = reason;
  }
}

const REQUIRED: { readonly [K in QuestionKind]: (topic: Topic<K>, reason: string) => ActasError } = {
  "mfa-code": ({ serialNumber, target }, reason) =>
    new ActasError("mfa-required", `cannot ask for the MFA code of ${serialNumber}: ${reason}`, {
      hints: [`run \`actas whoami ${target}\` in a terminal: it asks for the code, and waiting programs go on`],
    }),
  "oath-password": ({ serial }, reason) =>
    new ActasError("mfa-required", `cannot ask for the OATH password of YubiKey ${serial}: ${reason}`),
  passphrase: (_, reason) =>
    new ActasError("sign-in-required", `cannot open what is kept: its passphrase cannot be asked for: ${reason}`, {
      hints: ["run `actas list sources` in a terminal: it asks for the passphrase, and waiting programs go on"],
    }),
  "sign-in": ({ source }, reason) =>
    new ActasError("sign-in-required", `cannot get credentials from "${source}": ${reason}`, {
      hints: [`run \`actas login ${shellArgument(source)}\`; waiting programs go on by themselves`],
    }),
};

/** The error for what only a person can do, when none could be asked; `reason` says why not. */
export function personRequired<K extends QuestionKind>(topic: Topic<K>, reason: string): PersonRequired {
  return new PersonRequired(topicOf(topic), reason, REQUIRED[topic.kind](topic, reason));
}
