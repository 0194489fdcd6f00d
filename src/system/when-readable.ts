/** Bun can take over a descriptor, an option that its types leave out. */
const adopt = Bun.connect as unknown as (options: Bun.FdSocketOptions) => Promise<Bun.Socket>;

/**
 * Calls back, once, when a descriptor that is no socket becomes readable, such as one that refers to a process. It is
 * closed then, or when the result is disposed, and does not keep this process alive.
 *
 * Bun waits for sockets only, but takes any descriptor for one: it closes one that is readable and that it cannot
 * receive from. While it has any, Bun 1.4.5 wakes up every four seconds.
 */
export function whenReadable(fd: number, onReadable: () => void): Disposable {
  let socket: Bun.Socket | undefined;
  let isDisposed = false;
  const open = (opened: Bun.Socket): void => {
    socket = opened;
    socket.unref();
    if (isDisposed) socket.terminate();
  };
  const close = (): void => {
    if (!isDisposed) onReadable();
    isDisposed = true;
  };
  void adopt({ fd, socket: { open, close, data: () => {} } });
  return {
    [Symbol.dispose]: () => {
      isDisposed = true;
      socket?.terminate();
    },
  };
}
