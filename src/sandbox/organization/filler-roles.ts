import type { SandboxRole } from "../accounts.ts";

const SERVICES = ["ec2", "lambda", "ecs-tasks", "states", "cloudformation", "config"];

/** Roles such as every account has many of, and nobody is lent: those of AWS's services. They fill lists. */
export function fillerRoles(accountId: string, count: number): readonly SandboxRole[] {
  return Array.from({ length: Math.max(0, count) }, (_, index): SandboxRole => {
    const number = String(index + 1).padStart(4, "0");
    const service = SERVICES[index % SERVICES.length] ?? "";
    return {
      arn: `arn:aws:iam::${accountId}:role/service/Filler-${number}`,
      accountId,
      roleId: `AROAF${accountId}${number}`,
      maxSessionSeconds: 3600,
      trustPolicy: [{ Effect: "Allow", Principal: { Service: `${service}.amazonaws.com` }, Action: "sts:AssumeRole" }],
    };
  });
}
