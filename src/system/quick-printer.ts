const O_CLOEXEC = 0o2000000;

/**
 * Looks at standard output now, and returns what prints to it later, as {@link print} does: without the half
 * millisecond that reaching the C library costs, since an SDK waits for this.
 *
 * @throws {ActasError | BrokenPipe} when it prints, as print does
 */
export function quickPrinter(): (text: string) => Promise<void> {
  const closed = wasClosed();
  return async (text) => {
    if (await closed) return (await import("./print.ts")).print(text);
    try {
      await Bun.write(Bun.stdout, `${text}\n`);
    } catch (error) {
      throw (await import("./print.ts")).printError(error);
    }
  };
}

/** What print knows of closed output, from proc(5); not on macOS. */
async function wasClosed(): Promise<boolean> {
  const info = await Bun.file("/proc/self/fdinfo/1")
    .text()
    .catch(() => "");
  const [, flags = "0"] = /^flags:\s+(\d+)/m.exec(info) ?? [];
  return (Number.parseInt(flags, 8) & O_CLOEXEC) !== 0;
}
