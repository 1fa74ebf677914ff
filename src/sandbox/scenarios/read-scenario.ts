import { nearest } from '../../nearest.js'
import type { Published } from '../refusals/published.js'
import { PUBLISHED_REFUSALS, refusalCalled } from '../refusals/refusals.js'
import { type Quantity, type QuantityName, SCENARIOS } from './list.js'

/** What is to be played. */
type Part = { name: QuantityName; value: number } | { name: 'refuse'; refusal: Published }

/** A scenario as it was asked for. */
export type Played = Part & {
  /** The client that it is for; without one, for all requests. */
  client?: string
  /** As it was written. */
  text: string
}

/** What is wrong with a text that should be a scenario, as half a sentence. */
export interface Misread {
  problem: string
  suggestion?: string
}

/** Reads `name`, `name=parameter`, and either with `:` and the id of a client after it. */
export function readScenario(text: string): Played | Misread {
  const [, name = '', given, client] = /^([^=:]*)(?:=([^:]*))?(?::(.*))?$/s.exec(text) ?? []
  const part = readPart(name, given)
  if ('problem' in part) return part
  if (client === '') return { problem: 'names no client after ":"' }
  return { ...part, text, ...(client !== undefined && { client }) }
}

function readPart(name: string, given: string | undefined): Part | Misread {
  const scenario = SCENARIOS.find((it) => it.name === name)
  if (scenario === undefined) return unknown(name)
  if (scenario.name === 'refuse') return readRefusal(given)
  const { kind, fallback } = scenario.parameter
  const value = given === undefined ? fallback : READERS[kind](given)
  return value === undefined ? { problem: `takes ${WORDS[kind]} after "="` } : { name: scenario.name, value }
}

function readRefusal(given = ''): Part | Misread {
  const refusal = refusalCalled(given)
  if (refusal) return { name: 'refuse', refusal }
  const suggestion = nearest(
    given,
    PUBLISHED_REFUSALS.map(({ name }) => name),
  )
  return {
    problem: 'takes the name of a refusal after "=", such as MP-122, AUTH-00007 or clock-ahead',
    ...(suggestion !== undefined && { suggestion: `refuse=${suggestion}` }),
  }
}

function unknown(name: string): Misread {
  const names = SCENARIOS.map((it) => it.name)
  const suggestion = nearest(name, names)
  return {
    problem: `is none of ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
    ...(suggestion !== undefined && { suggestion }),
  }
}

const WORDS: Record<Quantity['kind'], string> = {
  seconds: 'a time such as 30s, 0.5s or 2m, of an hour at most,',
  shift: 'a time such as +45s, -45s or 1h, of a year at most,',
  count: 'a number of requests, of 1000 at most,',
}

const READERS: Record<Quantity['kind'], (text: string) => number | undefined> = {
  seconds: (text) => atMost(3600, /^[\d.]/.test(text) ? secondsOf(text) : undefined),
  shift: (text) => atMost(366 * 24 * 3600, wholeOf(secondsOf(text))),
  count: (text) => (/^\d{1,4}$/.test(text) ? atMost(1000, Number(text)) : undefined),
}

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, '': 1, m: 60, h: 3600, d: 24 * 3600 }

function secondsOf(text: string): number | undefined {
  const [, sign, number, unit = ''] = /^([+-]?)(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text) ?? []
  if (number === undefined) return undefined
  return (sign === '-' ? -1 : 1) * Number(number) * (UNITS[unit] ?? 1)
}

function wholeOf(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds)
}

function atMost(limit: number, value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) <= limit ? value : undefined
}
