import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import type { Lock } from '../host.js'
import { nodeFiles } from './files.js'
import { makeFolder } from './make-folder.js'

/** Who holds a lock. `born` tells a process from a later one of the same number, where the system says it (Linux). */
interface Holder {
  host: string
  pid: number
  born: string | null
}

/** A file that holds no holder is not finished, unless it is older than this. */
const UNFINISHED_MS = 2000
/** Nobody can ask whether a process on another machine lives: its lock is good for so long. */
const FAR_AWAY_MS = 120_000

/**
 * Takes the lock at `path`, or gives undefined where a living process has it. One that a dead process left is taken over, by
 * one of those who find it. Its folder is made, 0700. Errors of the operating system pass through.
 */
export function tryLock(path: string): Lock | undefined {
  makeFolder(dirname(path))
  return place(path) ?? (isAbandoned(path) ? takeOver(path) : undefined)
}

/** Whole or not at all: nobody reads half a holder. */
function place(path: string): Lock | undefined {
  const mine = JSON.stringify(self())
  try {
    nodeFiles.create(path, mine)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return undefined
    throw error
  }
  return { release: () => letGo(path, mine) }
}

/** What another has taken over meanwhile is not let go. */
function letGo(path: string, mine: string): void {
  if (textIn(path) === mine) nodeFiles.remove(path)
}

/** Only one at a time may take an abandoned lock away: between a look and a removal, another may have put up a good one. */
function takeOver(path: string): Lock | undefined {
  const guard = `${path}.guard`
  if (!placeGuard(guard)) return undefined
  try {
    if (!isAbandoned(path)) return undefined
    nodeFiles.remove(path)
    return place(path)
  } finally {
    nodeFiles.remove(guard)
  }
}

/** It stands for less than a millisecond: an older one is a dead process's, and goes before the next look. */
function placeGuard(guard: string): boolean {
  try {
    closeSync(openSync(guard, 'wx', 0o600))
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (ageOf(guard) > UNFINISHED_MS) nodeFiles.remove(guard)
    return false
  }
}

/** Whether its holder is dead. What has just gone is no abandoned lock: the next try finds it free. */
function isAbandoned(path: string): boolean {
  const age = ageOf(path)
  const holder = holderIn(path)
  if (holder === undefined) return age > UNFINISHED_MS
  if (holder.host !== hostname()) return age > FAR_AWAY_MS
  return !isAlive(holder)
}

function holderIn(path: string): Holder | undefined {
  try {
    const { host, pid, born = null } = JSON.parse(textIn(path))
    return typeof host === 'string' && Number.isInteger(pid) && pid > 0 ? { host, pid, born } : undefined
  } catch {
    return undefined // not there, or not one of ours
  }
}

function textIn(path: string): string {
  return Buffer.from(nodeFiles.readOwn(path) ?? []).toString()
}

function isAlive({ pid, born }: Holder): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) === 'ESRCH') return false
  }
  const { state, born: now } = processOf(pid)
  if (state === 'Z' || state === 'X') return false
  return born === null || now === null || born === now
}

function self(): Holder {
  return { host: hostname(), pid: process.pid, born: processOf(process.pid).born }
}

/**
 * How a process is, and when it began, in ticks since the machine did (proc(5), fields 3 and 22 of `stat`; names may hold
 * spaces and brackets). One that nobody has waited for is dead, and has its number still.
 */
function processOf(pid: number): { state: string | null; born: string | null } {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { state: fields[0] ?? null, born: fields[19] ?? null }
  } catch {
    return { state: null, born: null }
  }
}

/** Milliseconds since it was written; none where it is gone. */
function ageOf(path: string): number {
  const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs
  return modified === undefined ? 0 : Date.now() - modified
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
