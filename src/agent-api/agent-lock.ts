/** The name of the lock in the agent's runtime directory. */
export const AGENT_LOCK = "agent.lock";

/** The file whose lock the agent at this socket holds as long as it runs. */
export function agentLockOf(socket: string): string {
  return `${socket.slice(0, socket.lastIndexOf("/"))}/${AGENT_LOCK}`;
}
