import { nearest } from '../../nearest.js'
import { type Parameter, SCENARIOS, type ScenarioName } from './list.js'

/** A scenario as it was asked for. */
export interface Played {
  name: ScenarioName
  value: number
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
  const scenario = SCENARIOS.find((it) => it.name === name)
  if (scenario === undefined) return unknown(name)
  const value = given === undefined ? scenario.parameter.fallback : READERS[scenario.parameter.kind](given)
  if (value === undefined) return { problem: `takes ${WORDS[scenario.parameter.kind]} after "="` }
  if (client === '') return { problem: 'names no client after ":"' }
  return { name: scenario.name, value, text, ...(client !== undefined && { client }) }
}

function unknown(name: string): Misread {
  const names = SCENARIOS.map((it) => it.name)
  const suggestion = nearest(name, names)
  return {
    problem: `is none of ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
    ...(suggestion !== undefined && { suggestion }),
  }
}

const WORDS: Record<Parameter['kind'], string> = {
  seconds: 'a time such as 30s, 0.5s or 2m, of an hour at most,',
  shift: 'a time such as +45s, -45s or 1h, of a year at most,',
  count: 'a number of requests, of 1000 at most,',
}

const READERS: Record<Parameter['kind'], (text: string) => number | undefined> = {
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
