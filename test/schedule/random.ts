/** Park–Miller: the same order of numbers, 0 ≤ x < 1, for the same seed. */
export function randomOf(seed: number): () => number {
  let state = (seed * 7_919) % 2_147_483_647 || 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
}
