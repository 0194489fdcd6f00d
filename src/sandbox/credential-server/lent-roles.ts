/** A role of the credential server; its name may be any text. */
export interface LentRole {
  readonly name: string;
  readonly description?: string;
  readonly roleArn: string;
  /** The ids of the people who may have it. */
  readonly people: readonly string[];
}

const ROLE = "arn:aws:iam::111122223333:role";

/** The roles that the sandbox's credential server lends. */
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
