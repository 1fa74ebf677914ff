import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

/** A Chromium on this machine, if there is one. */
export const BROWSER = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => NAMES.map((name) => join(folder, name)))
  .find(isProgram)

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** It speaks to nobody but the page, and keeps nothing. */
const ALONE = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--remote-debugging-pipe',
]

export interface Look {
  width?: number
  height?: number
  scheme?: 'light' | 'dark'
}

/** One page of a real browser. */
export interface Page {
  open(url: string, look?: Look): Promise<void>
  /** What an expression comes to in the page. */
  evaluate<T>(expression: string): Promise<T>
  screenshot(): Promise<Buffer>
  /** What the browser complained of: errors, and what its policy forbade. */
  readonly complaints: string[]
  close(): Promise<void>
}

interface Message {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: Record<string, unknown>
  error?: { message: string }
}

/** Starts a browser without a window. It is spoken to over a pipe, so that nothing listens (Chrome DevTools Protocol). */
export async function openBrowser(program: string): Promise<Page> {
  const profile = mkdtempSync(join(tmpdir(), 'mp-test-browser-'))
  const argv = [...ALONE, `--user-data-dir=${profile}`]
  const child = spawn(program, argv, { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] })
  const complaints: string[] = []
  const send = speak(child, ({ method, params }) => {
    const isComplaint = method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded'
    if (isComplaint) complaints.push(JSON.stringify(params))
  })
  const { targetId } = await send('Target.createTarget', { url: 'about:blank' })
  const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true })
  const tell = (method: string, params = {}) => send(method, params, `${sessionId}`)
  for (const domain of ['Runtime', 'Log', 'Page']) await tell(`${domain}.enable`)
  return {
    complaints,
    async open(url, { width = 1200, height = 960, scheme = 'light' } = {}) {
      await tell('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false })
      const features = [
        { name: 'prefers-color-scheme', value: scheme },
        { name: 'prefers-reduced-motion', value: 'reduce' },
      ]
      await tell('Emulation.setEmulatedMedia', { features })
      await tell('Page.navigate', { url })
    },
    async evaluate<T>(expression: string) {
      const { result } = await tell('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      })
      return (result as { value: T }).value
    },
    async screenshot() {
      const { data } = await tell('Page.captureScreenshot', { format: 'png' })
      return Buffer.from(`${data}`, 'base64')
    },
    async close() {
      const gone = new Promise((resolve) => child.once('close', resolve))
      // It ends the processes of its own, which would go on writing into its profile.
      send('Browser.close', {}).catch(() => {})
      const patience = setTimeout(() => child.kill('SIGKILL'), 5000)
      await gone
      clearTimeout(patience)
      removed(profile)
    },
  }
}

type Send = (method: string, params: object, sessionId?: string) => Promise<Record<string, unknown>>

/** Messages are JSON with a zero byte after each. */
function speak(child: ChildProcess, hear: (message: Message) => void): Send {
  const [, , , out, back] = child.stdio as unknown as [null, null, null, Writable, Readable]
  const waiting = new Map<number, (message: Message) => void>()
  let unread = ''
  let count = 0
  back.setEncoding('utf8').on('data', (text: string) => {
    const messages = (unread + text).split('\0')
    unread = messages.pop() ?? ''
    for (const message of messages.map((it) => JSON.parse(it) as Message)) {
      const { id } = message
      if (id === undefined) hear(message)
      else waiting.get(id)?.(message)
    }
  })
  return (method, params, sessionId) =>
    new Promise((resolve, reject) => {
      const id = ++count
      waiting.set(id, ({ result = {}, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`))
        else resolve(result)
      })
      out.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`)
    })
}

/** A profile that is left behind in the folder for temporary files is no failure. */
function removed(profile: string): void {
  try {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  } catch {
    // something writes there still
  }
}
