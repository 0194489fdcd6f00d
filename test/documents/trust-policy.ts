const provider = "login.example.com";
/** What the page about trust policies says is in `trust.json`. */
export const TRUST_POLICY = {
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${provider}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: {
      StringEquals: { [`${provider}:aud`]: "aws-cli" },
      StringLike: { [`${provider}:amr`]: "ops-*" },
    },
  },
};
