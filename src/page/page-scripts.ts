import { bundledScript } from "./bundled-script.ts" with { type: "macro" };

export const PICKER_SCRIPT = bundledScript("picking");
export const SERVING_SCRIPT = bundledScript("serving");
