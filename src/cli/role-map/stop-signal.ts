import { ActasError } from "../../base/errors.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A signal that is aborted when the user, or the process that started this command, wants it to end. */
export function stopSignal(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new ActasError("cancelled", "cannot go on: the command was stopped"));
  for (const name of SIGNALS) process.once(name, stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const name of SIGNALS) process.removeListener(name, stop);
    },
  };
}
