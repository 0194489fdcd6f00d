/**
 * What is served, in the words of aws-runas. A member that means nothing here is empty; its own `source_profile` is left
 * out where there is none.
 */
export interface ServedProfile {
  /** As it was typed, or chosen. */
  readonly target: string;
  readonly role_arn: string;
  readonly external_id: string;
  readonly auth_url: string;
  readonly username: string;
  readonly jump_role: string;
  readonly client_id: string;
  readonly redirect_uri: string;
  readonly source_profile?: string;
}
