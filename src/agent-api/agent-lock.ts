/** The name of the lock in the agent's runtime directory. */
export const AGENT_LOCK = "agent.lock";

/** The lock file that the agent at this socket holds locked as long as it runs. */
export function agentLockOf(socket: string): string {
  return `${socket.slice(0, socket.lastIndexOf("/"))}/${AGENT_LOCK}`;
}
