/** The grants that have bought a token. A process's memory, not a file: a grant outlives it by two minutes at most. */
export class SpentGrants {
  readonly #until = new Map<string, number>()
  #sweptAt = 0

  has(mark: string): boolean {
    return this.#until.has(mark)
  }

  /** Remembers a grant until it has expired by itself. */
  spend(mark: string, exp: number, now: number): void {
    if (now > this.#sweptAt) this.#sweep(now)
    this.#until.set(mark, exp)
  }

  #sweep(now: number): void {
    this.#sweptAt = now
    for (const [mark, exp] of this.#until) if (exp < now) this.#until.delete(mark)
  }
}
