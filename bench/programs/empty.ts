// Does nothing: this measures what every program compiled by Bun costs.
export {};
