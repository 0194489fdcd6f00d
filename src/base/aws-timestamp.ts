/** An instant as every AWS client reads it: RFC 3339 in UTC without fractions, such as `2026-01-02T03:04:05Z`. */
export function awsTimestamp(instant: Date): string {
  return `${instant.toISOString().slice(0, -".000Z".length)}Z`;
}
