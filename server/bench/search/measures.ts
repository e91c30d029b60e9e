/** How good a ranking is. */

/** Normalised discounted cumulative gain of the first `k`, with gains of 2^grade - 1. */
export function ndcg(ranked: readonly string[], grades: ReadonlyMap<string, number>, k = 10): number {
  const gain = (list: readonly number[]) =>
    list.slice(0, k).reduce((sum, grade, i) => sum + (2 ** grade - 1) / Math.log2(i + 2), 0)
  const best = gain([...grades.values()].sort((a, b) => b - a))
  return best === 0 ? 0 : gain(ranked.map((id) => grades.get(id) ?? 0)) / best
}

/** Whether one of the first `k` is right: 1 or 0. */
export const hit = (ranked: readonly string[], grades: ReadonlyMap<string, number>, k: number): number =>
  Number(ranked.slice(0, k).some((id) => (grades.get(id) ?? 0) > 0))

/** Average precision of a whole ranking. */
export function averagePrecision(ranked: readonly string[], right: ReadonlySet<string>): number {
  let [found, sum] = [0, 0]
  for (const [i, id] of ranked.entries()) if (right.has(id)) sum += ++found / (i + 1)
  return right.size === 0 ? 0 : sum / right.size
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length

export const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0
