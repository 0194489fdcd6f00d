import { allow, allowIf, denyIf, type Table } from "./case.ts";

const PRESENT = "aws:MultiFactorAuthPresent";

export const MFA: Table = {
  page: "id_credentials_mfa_configure-api-require",
  cases: [
    {
      says: "allowed with a code only",
      policies: [allowIf("Bool", PRESENT, "true")],
      answer: "allowed",
      signedWith: ["mfa"],
    },
    {
      says: "the value as JSON has it",
      policies: [allowIf("Bool", PRESENT, true)],
      answer: "allowed",
      signedWith: ["mfa"],
    },
    {
      says: "BoolIfExists lets long-term keys through",
      policies: [allowIf("BoolIfExists", PRESENT, "true")],
      answer: "allowed",
      signedWith: ["keys", "mfa"],
    },
    {
      says: "denied without a code",
      policies: denyIf("BoolIfExists", PRESENT, "false"),
      answer: "allowed",
      signedWith: ["mfa"],
    },
    {
      says: "a denial with Bool does not hold for long-term keys",
      policies: denyIf("Bool", PRESENT, "false"),
      answer: "allowed",
      signedWith: ["keys", "mfa"],
    },
    {
      says: "denied with a code",
      policies: denyIf("Bool", PRESENT, "true"),
      answer: "allowed",
      signedWith: ["keys", "session"],
    },
    {
      says: "Null asks whether there is a session",
      policies: denyIf("Null", PRESENT, "true"),
      answer: "allowed",
      signedWith: ["session", "mfa"],
    },
    {
      says: "how long ago the code was given is not judged",
      policies: [allowIf("NumericLessThan", "aws:MultiFactorAuthAge", "3600")],
      answer: "depends",
      signedWith: ["mfa"],
      dependsOn: ["aws:MultiFactorAuthAge"],
    },
    {
      says: "everything but a few actions is denied without a code",
      policies: [
        allow({ Resource: "*" }),
        {
          Effect: "Deny",
          NotAction: ["iam:ListMFADevices", "iam:EnableMFADevice", "sts:GetSessionToken"],
          Resource: "*",
          Condition: { BoolIfExists: { [PRESENT]: "false" } },
        },
      ],
      answer: "allowed",
      signedWith: ["mfa"],
    },
  ],
};
