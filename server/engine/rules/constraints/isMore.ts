import { canonicalQuantity } from "../../flux/quantity.ts";

/** Is one quantity more than the other? `false` where one of them cannot be read. */
export function isMore(a: string, b: string): boolean {
  const [left, right] = [amountOf(a), amountOf(b)];
  return left !== undefined && right !== undefined && left > right;
}

/** In billionths, the smallest part that Kubernetes knows. */
function amountOf(text: string): bigint | undefined {
  const parts = /^([+-]?\d+)([a-zA-Z]*)$/.exec(canonicalQuantity(text) ?? "");
  const scale = SCALES.get(parts?.[2] ?? "?");
  return parts?.[1] === undefined || scale === undefined ? undefined : BigInt(parts[1]) * scale;
}

const NANO = 10n ** 9n;

const SCALES: ReadonlyMap<string, bigint> = new Map([
  ...["n", "u", "m", "", "k", "M", "G", "T", "P", "E"].map(
    (it, index) => [it, 10n ** BigInt(3 * index)] as const,
  ),
  ...["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map(
    (it, index) => [it, NANO * 2n ** BigInt(10 * (index + 1))] as const,
  ),
]);
