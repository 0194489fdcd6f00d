import { allow, deny, ROLE, type Table } from "./case.ts";

const ANY = { Resource: "*" };
const BROKEN = { Version: "2012-10-17", Statement: [{ Effect: "Maybe" }] };

export const COMBINATIONS: Table = {
  page: "reference_policies_evaluation-logic",
  cases: [
    { says: "no policy", policies: [], answer: "not-allowed" },
    { says: "a denial counts more than an allowance", policies: [allow(), deny()], answer: "denied" },
    { says: "whichever comes first", policies: [deny(ANY), allow()], answer: "denied" },
    { says: "two allowances", policies: [allow(), allow(ANY)], answer: "allowed" },
    {
      says: "a denial in another policy",
      policies: [
        { Version: "2012-10-17", Statement: allow() },
        { Version: "2012-10-17", Statement: [deny()] },
      ],
      answer: "denied",
    },
    {
      says: "a policy that cannot be read may deny",
      policies: [{ Version: "2012-10-17", Statement: allow() }, BROKEN],
      answer: "depends",
    },
    { says: "a policy that cannot be read may allow", policies: [BROKEN], answer: "depends" },
    {
      says: "a denial decides, whatever a policy that cannot be read says",
      policies: [{ Version: "2012-10-17", Statement: deny() }, BROKEN],
      answer: "denied",
    },
    {
      says: "an element that does not belong there makes a policy unreadable",
      policies: [allow({ Principal: "*" })],
      answer: "depends",
    },
    {
      says: "Action and NotAction together make a policy unreadable",
      policies: [allow({ NotAction: "s3:*" })],
      answer: "depends",
    },
  ],
};

export const BOUNDARIES: Table = {
  page: "access_policies_boundaries",
  cases: [
    { says: "a boundary that allows it, too", policies: [allow()], boundary: [allow(ANY)], answer: "allowed" },
    { says: "a boundary alone allows nothing", policies: [], boundary: [allow(ANY)], answer: "not-allowed" },
    {
      says: "a boundary about other actions",
      policies: [allow()],
      boundary: [allow({ Action: "s3:*" })],
      answer: "not-allowed",
    },
    {
      says: "a boundary about other roles",
      policies: [allow(ANY)],
      boundary: [allow({ Resource: "arn:aws:iam::111122223333:role/*" })],
      answer: "not-allowed",
    },
    { says: "a boundary that denies it", policies: [allow()], boundary: [allow(ANY), deny()], answer: "denied" },
    { says: "a boundary without statements about it", policies: [allow()], boundary: [], answer: "not-allowed" },
    {
      says: "a boundary for calls with a code",
      policies: [allow()],
      boundary: [allow({ Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } })],
      answer: "allowed",
      signedWith: ["mfa"],
    },
    {
      says: "a boundary that cannot be read",
      policies: [allow()],
      boundary: [{ ...BROKEN }],
      answer: "depends",
    },
    {
      says: "a boundary that is all but one role",
      policies: [allow()],
      boundary: [{ Effect: "Allow", Action: "*", NotResource: ROLE }],
      answer: "not-allowed",
    },
  ],
};
