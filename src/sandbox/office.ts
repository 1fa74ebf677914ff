import type { ApiCourt } from './bearer.js'
import type { SandboxState } from './state.js'

/** What an API that changes the sandbox knows and may do. */
export interface Office extends ApiCourt {
  /** A fresh UUID. */
  newId(): string
  /** Keeps the state as it is now. */
  save(): void
  /** Takes over what others have kept. */
  reload(): void
}

/** Makes a change and keeps it, and tells whether it could. Where it could not, nothing has happened. */
export function keep({ state, save }: Office, change: Partial<SandboxState>): boolean {
  const before = Object.fromEntries(
    (Object.keys(change) as (keyof SandboxState)[]).map((name) => [name, state[name]]),
  )
  Object.assign(state, change)
  try {
    save()
    return true
  } catch {
    Object.assign(state, before)
    return false
  }
}
