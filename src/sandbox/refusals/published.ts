import type { HttpResponse } from '../../protocol/http.js'
import type { Rule } from '../rules/rule.js'

/** What an answer needs of whoever gives it. */
export interface Desk {
  /** Whole seconds since 1970. */
  now(): number
  /** A fresh UUID. */
  newId(): string
}

/** Whose words they are, as a heading. */
export type Voice = 'Maskinporten' | "Altinn's exchange" | "Altinn's system users" | 'The self-service API'

/** A refusal as it is published, to be given whatever was sent: a code, or the name that `mp explain` gives one without. */
export type Published = { name: string; voice: Voice } & (
  | { rule: Rule }
  | {
      /** Where it is given. */
      at: RegExp
      answer(desk: Desk): HttpResponse
    }
)
