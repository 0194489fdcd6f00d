import { injectFault } from "../inject-fault.ts";
import type { MadeUpAws } from "../made-up-aws.ts";
import { recordCall } from "../record-call.ts";
import { borrowerOf } from "./borrower.ts";
import { LendError } from "./lend-error.ts";
import { lendRole, roleNameIn } from "./lend-role.ts";
import { LENT_ROLES } from "./lent-roles.ts";

type LendAction = "assume-role" | "roles";

/** Answers a call of the Assume Role Credentials API: injects planned faults, and logs the outcome. */
export async function lend(action: LendAction, request: Request, aws: MadeUpAws): Promise<Response> {
  const body = await request.text();
  const roleName = roleNameIn(body);
  const record = (outcome: string): void =>
    recordCall({ service: "lend", action, outcome, ...(roleName && { roleName }) }, aws);
  try {
    const fault = await injectFault(action, aws);
    if (typeof fault === "object") {
      record(fault.outcome);
      return fault.response;
    }
    if (fault === "throttle") throw new LendError(429, "too many requests");
    if (fault === "serverError") throw new LendError(500, "an internal error has occurred");
    const response = Response.json(await perform(action, request, body, aws));
    record("ok");
    return response;
  } catch (error) {
    const refused = error instanceof LendError ? error : new LendError(500, String(error));
    record(refused.code);
    return refused.response;
  }
}

async function perform(action: LendAction, request: Request, body: string, aws: MadeUpAws): Promise<object> {
  if (action === "roles" && aws.settings.values.roleList === "not-implemented") {
    throw new LendError(404, "this server does not list its roles");
  }
  const person = await borrowerOf(request, aws);
  if (action === "assume-role") return lendRole(body, person, aws);
  const roles = LENT_ROLES.filter(({ people }) => people.includes(person.id));
  return {
    Roles: roles.map(({ name, description }) => ({ Name: name, ...(description && { Description: description }) })),
  };
}
