/** When the user last answered, in milliseconds since this process began; at first, when it began. */
let answeredAt = 0;

/** Call this whenever the user has answered something. */
export function noteAnswer(): void {
  answeredAt = performance.now();
}

/** How long the user has been waiting: since the last answer, or since this process began. */
export function waitedMs(): number {
  return performance.now() - answeredAt;
}
