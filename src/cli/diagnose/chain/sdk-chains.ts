import type { SdkName } from "../../definitions/sdk-names.ts";

/** A place where SDKs look for credentials. */
export type StepName = "keys" | "role-profile" | "profile" | "web-identity" | "container" | "metadata";

/** The order in which one SDK looks for credentials, as its documentation and source have it. */
export interface SdkChain {
  readonly name: SdkName;
  /** Everything that looks in the same order. */
  readonly words: string;
  readonly steps: readonly StepName[];
  /** The variables that name a profile, the first that is set counts. */
  readonly profileVariables: readonly ("AWS_PROFILE" | "AWS_DEFAULT_PROFILE")[];
  /** A profile named by a variable stands in place of the keys in the environment. */
  readonly profileReplacesKeys?: true;
  /**
   * Where a variable names a profile that does not exist it stops, whatever else there is; others go on to the next
   * place. A variable that is set to nothing names such a profile too.
   */
  readonly needsNamedProfile?: true;
  /** An access key id without its secret stops it, where others go on to the next place. */
  readonly needsWholeKeys?: true;
  /** A token file without a role stops it, where others go on to the next place. */
  readonly needsRoleOfToken?: true;
  /** It takes the role and the token file each from the environment, or else from the profile. */
  readonly mixesWebIdentity?: true;
  /** It knows only the addresses of ECS, in AWS_CONTAINER_CREDENTIALS_RELATIVE_URI. */
  readonly relativeOnly?: true;
}

const ONE = ["AWS_PROFILE"] as const;
const EITHER = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"] as const;
const OLD_NAME_FIRST = ["AWS_DEFAULT_PROFILE", "AWS_PROFILE"] as const;

/** @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html and the page of each SDK */
export const SDK_CHAINS: readonly SdkChain[] = [
  {
    name: "cli",
    words: "AWS CLI, boto3",
    steps: ["keys", "role-profile", "web-identity", "profile", "container", "metadata"],
    profileVariables: OLD_NAME_FIRST,
    needsNamedProfile: true,
    needsWholeKeys: true,
    needsRoleOfToken: true,
    mixesWebIdentity: true,
  },
  {
    name: "js",
    words: "JavaScript v3, CDK",
    steps: ["keys", "profile", "web-identity", "container", "metadata"],
    profileVariables: ONE,
    profileReplacesKeys: true,
  },
  {
    name: "js2",
    words: "JavaScript v2",
    steps: ["keys", "profile", "container", "web-identity", "metadata"],
    profileVariables: ONE,
  },
  {
    name: "go",
    words: "Go, Terraform, rclone",
    steps: ["keys", "web-identity", "profile", "container", "metadata"],
    profileVariables: EITHER,
    needsRoleOfToken: true,
  },
  {
    name: "java",
    words: "Java",
    steps: ["keys", "web-identity", "profile", "container", "metadata"],
    profileVariables: ONE,
  },
  {
    name: "rust",
    words: "Rust",
    steps: ["keys", "profile", "web-identity", "container", "metadata"],
    profileVariables: ONE,
  },
  {
    name: "cpp",
    words: "C++",
    steps: ["keys", "profile", "web-identity", "container", "metadata"],
    profileVariables: OLD_NAME_FIRST,
  },
  {
    name: "ruby",
    words: "Ruby 3.168",
    steps: ["keys", "web-identity", "profile", "container", "metadata"],
    profileVariables: ONE,
    relativeOnly: true,
  },
];
