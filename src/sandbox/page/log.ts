import type { Report } from './report.js'

/** How many reports are kept. */
const KEPT = 100

/** Hears of everything that comes about: an event's name, and what it is about. */
type Listener = (event: string, data: unknown) => void

/** The last of what came in, and whoever wants to hear of what comes. */
export class Log {
  #reports: Report[] = []
  readonly #listeners = new Set<Listener>()
  #count = 0

  /** The number of the next report. */
  next(): number {
    return ++this.#count
  }

  add(report: Report): void {
    this.#reports = [...this.#reports.slice(1 - KEPT), report]
    this.tell('report', report)
  }

  /** The oldest first. */
  get reports(): readonly Report[] {
    return this.#reports
  }

  /** Tells everyone who listens. */
  tell(event: string, data: unknown): void {
    for (const listener of this.#listeners) listener(event, data)
  }

  /** Tells of everything from now on; the function that it gives ends that. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }
}
