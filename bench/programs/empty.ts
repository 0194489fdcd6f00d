// Nothing: what any program compiled by Bun costs.
export {};
