import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { directoryWith } from './directory.js'

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A module of the source as one JavaScript file that a process of its own can import; gone with the test. */
export async function bundled(source: string): Promise<string> {
  const build = await rolldown({
    input: new URL(`../../src/${source}`, import.meta.url).pathname,
    platform: 'node',
    logLevel: 'silent',
  })
  const file = join(directoryWith(), 'bundle.mjs')
  await build.write({ file, format: 'esm', codeSplitting: false })
  await build.close()
  return file
}

/** Starts Node with this script and these variables beside its own. */
export function startScript(script: string, env: Record<string, string> = {}) {
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, ...env },
    stdio: 'pipe',
  })
}

/** What a process said until it ended. */
export async function ended(child: ReturnType<typeof startScript>): Promise<Ended> {
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  }
  return new Promise((resolve) => child.on('close', (code, signal) => resolve({ code, signal, ...said })))
}
