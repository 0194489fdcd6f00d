import type { z } from "zod/mini";
import { jsonText } from "../../base/printable.ts";
import { print } from "../../system/print.ts";
import type { OUTPUT_SHAPES } from "./output-shapes.ts";

type Shapes = typeof OUTPUT_SHAPES;

/** What a command prints as JSON, by the name of the command. */
export type Output<Name extends keyof Shapes> = Unchanged<z.infer<Shapes[Name]>>;

type Unchanged<T> = T extends object ? { readonly [Key in keyof T]: Unchanged<T[Key]> } : T;

/** Prints what the published schema of a command describes; its name is only there for the compiler. */
export function printJson<Name extends keyof Shapes>(_command: Name, value: Output<Name>): void {
  print(jsonText(value, "indented"));
}
