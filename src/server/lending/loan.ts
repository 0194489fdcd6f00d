import type { Credentials } from "../../base/credentials.ts";
import type { Person } from "../people/person.ts";

/** What somebody asks for, as far as they may choose. */
export interface LoanRequest {
  readonly person: Person;
  /** As it was typed: it is looked up, and never used. */
  readonly role: string;
  readonly durationSeconds?: number;
  readonly reason?: string;
  readonly address: string;
  readonly requestId: string;
}

export interface Loan {
  readonly credentials: Credentials;
  readonly roleArn: string;
}
