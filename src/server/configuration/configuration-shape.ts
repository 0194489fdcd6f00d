import { z } from "zod/mini";
import { AuditShape } from "../audit/audit-shape.ts";
import { LendingShape } from "../lending/lending-settings.ts";
import { ListenShape } from "../listener/listen-shape.ts";
import { PeopleShape } from "../people/people-settings.ts";
import { RolesShape } from "../roles/roles-settings.ts";
import { ScanningShape } from "../scanning/scanning-settings.ts";
import { DatabaseShape } from "../store/database-shape.ts";

/** `actas-server.json`: each part of the server has its own shape. Unknown keys are errors. */
export const ConfigurationShape = z.strictObject({
  $schema: z.exactOptional(z.string().check(z.describe("For editors, and ignored."))),
  url: z.exactOptional(
    z.string().check(
      z.refine((text) => /^https?:\/\/[^\s?#@]+$/.test(text), "it is the address of a server"),
      z.describe("The address of the server as its clients write it; that of the port where it listens."),
    ),
  ),
  listen: z.exactOptional(ListenShape.check(z.describe("Where it listens."))),
  database: z.exactOptional(DatabaseShape.check(z.describe("Where it keeps what it must not forget."))),
  audit: z.exactOptional(AuditShape.check(z.describe("Where it puts down who was lent what."))),
  people: z.exactOptional(PeopleShape.check(z.describe("Who asks, and how they prove it."))),
  accounts: z.exactOptional(ScanningShape.check(z.describe("Whose roles are lent: the accounts that are read."))),
  roles: z.exactOptional(RolesShape.check(z.describe("What the trust policies of roles mean here."))),
  admins: z.exactOptional(
    z
      .array(z.string().check(z.minLength(1)))
      .check(z.describe("Groups whose members see the pages below `/admin`. Absent: there are no such pages.")),
  ),
  lending: z.exactOptional(LendingShape.check(z.describe("Who is lent what, and how."))),
});

/** What is written in the file, and in the environment. */
export type WrittenConfiguration = z.infer<typeof ConfigurationShape>;
