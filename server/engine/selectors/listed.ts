/** Names in a sentence; of many, the first and how many more. */
export function listed(names: readonly string[]): string {
  if (names.length <= MOST) return names.join(" and ");
  return `${names.slice(0, TOLD).join(", ")} and ${names.length - TOLD} more`;
}

const MOST = 5;
const TOLD = 3;
