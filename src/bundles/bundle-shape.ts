import { z } from "zod/mini";
import { TargetsShape } from "../settings/allow-shape.ts";
import { BundleSettingsShape } from "../settings/bundle-settings-shape.ts";
import { BundleSourceShape } from "../source-files/bundles/bundle-source-shape.ts";

/** A name that is typed, and that a file may have. */
export const BUNDLE_NAME = /^\w[\w.@+-]{0,63}$/;

const NAME = z.string().check(z.regex(BUNDLE_NAME));
const LINE = z.string().check(z.minLength(1), z.maxLength(200));

/** A bundle as an organisation writes it. `schemas/bundle.schema.json` is generated from it, descriptions included. */
export const BundleShape = z.strictObject({
  $schema: z.exactOptional(z.string().check(z.describe("For editors, and ignored."))),
  name: z
    .string()
    .check(z.regex(BUNDLE_NAME), z.describe("What it is called by those who have installed it. It never changes.")),
  serial: z.int().check(z.gte(1), z.describe("Grows with every change: an older bundle does not replace a newer one.")),
  issued: z.iso.date().check(z.describe("The day it was written, for those who read it.")),
  contact: z.exactOptional(LINE.check(z.describe("Whom to ask about it: an address or a name, for messages."))),
  next_key: z.exactOptional(
    z
      .string()
      .check(
        z.describe("The public key that will sign bundles from now on, as in a `.pub` file. Only in a signed one."),
      ),
  ),
  sources: z.exactOptional(
    z.record(NAME, BundleSourceShape).check(z.describe("Where your people sign in: as in a source file, by its id.")),
  ),
  targets: z.exactOptional(TargetsShape),
  settings: z.exactOptional(
    BundleSettingsShape.check(z.describe("As in `config.json`: what it says unless the user's own says it.")),
  ),
});

export type Bundle = z.infer<typeof BundleShape>;
