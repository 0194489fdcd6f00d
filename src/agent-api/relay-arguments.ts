/** The first argument of the process that a container engine starts for a container, before its program runs. */
export const CONTAINER_HOOK = "--container-hook";

/** The first argument of the process that is the relay until the container ends. */
export const CONTAINER_RELAY = "--container-relay";
