/** A role as the credential server lends it; its name is any text. */
export interface LentRole {
  readonly name: string;
  readonly description?: string;
  readonly roleArn: string;
  /** The ids of those who may have it. */
  readonly people: readonly string[];
}

const ROLE = "arn:aws:iam::111122223333:role";

/** What the sandbox's credential server has to lend. */
export const LENT_ROLES: readonly LentRole[] = [
  { name: "dev", description: "Development", roleArn: `${ROLE}/Dev`, people: ["ana", "ben"] },
  { name: "readonly", roleArn: `${ROLE}/ReadOnly`, people: ["ana", "ben"] },
  { name: "admin/very odd name", description: "Everything, with care", roleArn: `${ROLE}/Admin`, people: ["ana"] },
  {
    name: "audit",
    description: "The partner's account",
    roleArn: "arn:aws:iam::444455556666:role/Audit",
    people: ["ana"],
  },
];
