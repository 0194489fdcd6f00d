/** Whether somebody listens at the socket; nothing is said. */
export async function isListening(socket: string): Promise<boolean> {
  try {
    (await Bun.connect({ unix: socket, socket: { data() {} } })).end();
    return true;
  } catch {
    return false;
  }
}
