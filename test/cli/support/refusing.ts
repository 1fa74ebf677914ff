import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inject, onTestFinished } from 'vitest'
import { nodeFiles } from '../../../src/platform/files.js'
import type { Handler } from '../../../src/sandbox/answer.js'
import { attendedSandbox } from '../../../src/sandbox/attended.js'
import { createSandbox } from '../../../src/sandbox/routes.js'
import { type Played, readScenario } from '../../../src/sandbox/scenarios/read-scenario.js'
import { Stage } from '../../../src/sandbox/scenarios/stage.js'
import { listen } from '../../../src/sandbox/server.js'
import type { SandboxState } from '../../../src/sandbox/state.js'
import { type OpenState, openState } from '../../../src/sandbox/store.js'
import type { CodePlace } from '../../../src/sandbox/token.js'
import { mp, type Outcome, type World } from '../../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../../support/sandbox-files.js'
import { httpServer } from '../../support/servers.js'

/** An answer as a server gives it. */
export interface Answer {
  status: number
  body: string
  type?: string
}

export const json = (status: number, body: object): Answer => ({ status, body: JSON.stringify(body) })

const now = () => Math.floor(Date.now() / 1000)
const TOKEN = json(200, { access_token: 'a.b.c', token_type: 'Bearer', expires_in: 119, scope: 'a:b' })

/** Runs an mp command line against whatever answers at this origin. */
export type Run = (argv: readonly string[], world?: World) => Promise<Outcome>

export interface SandboxWish {
  change?: (state: SandboxState) => void
  /** Seconds that its clock is ahead of ours. */
  ahead?: number
  /** It does not tell its time: told, mp would sign once more by it. */
  timeless?: boolean
  /** Where Altinn's token is asked for instead. */
  altinn?: string
}

/** A sandbox over a copy of the tests' state, so that it may be changed. */
export async function sandboxRun({ altinn, ...wish }: SandboxWish = {}): Promise<Run> {
  return runAt(await sandboxOrigin(wish), altinn)
}

export async function sandboxOrigin({ change, ahead = 0, timeless }: SandboxWish = {}): Promise<string> {
  const state = await sandboxState()
  change?.(state)
  const options = { state, now: () => now() + ahead, newId: randomUUID }
  const handlerFor = (at: string) => {
    const handler = createSandbox({ ...options, origin: at })
    return timeless ? withoutDate(handler) : handler
  }
  const { origin, close } = await listen(handlerFor, { port: 0 })
  onTestFinished(close)
  return origin
}

/** A sandbox that plays what it is told, over real HTTP, until it is closed. */
export interface Playing {
  play(text: string): Run
  close(): Promise<void>
}

export async function openPlaying(codes: CodePlace): Promise<Playing> {
  const stage = new Stage()
  const options = { state: await sandboxState(), now, newId: randomUUID, codes }
  const { origin, close } = await listen((at) => attendedSandbox({ ...options, origin: at }, stage), {
    port: 0,
  })
  const run = runAt(origin)
  return {
    play(text) {
      stage.play([readScenario(text) as Played])
      return run
    },
    close,
  }
}

function withoutDate(handler: Handler): Handler {
  return async (request) => {
    const { headers, ...answer } = await handler(request)
    const { date: _, ...rest } = headers
    return { ...answer, headers: rest }
  }
}

async function sandboxState(): Promise<OpenState> {
  const folder = join(inject('stateHome'), 'maskinporten', 'sandbox')
  return structuredClone(await openState(nodeFiles, folder, { now, newId: randomUUID }))
}

/** A Maskinporten, an Altinn and a self-service API that give one answer each. Maskinporten gives a token unless told otherwise. */
export async function refusingRun(answers: {
  token?: Answer
  exchange?: Answer
  selfservice?: Answer
}): Promise<Run> {
  const { token = TOKEN, exchange = TOKEN, selfservice = TOKEN } = answers
  const origin = await httpServer(({ url = '' }, response) => {
    const answer = url === '/token' ? token : url.startsWith('/api/v1/') ? selfservice : exchange
    const { status, body, type = 'application/json' } = answer
    response.writeHead(status, { 'content-type': type }).end(body)
  })
  return runAt(origin)
}

function runAt(origin: string, altinn = origin): Run {
  const files = {
    'maskinporten.config.json': config(origin, altinn),
    'consumer.p12': readFileSync(sandboxFile('consumer.p12')),
    'consumer.password': readFileSync(sandboxFile('consumer.password')),
    'supplier.p12': readFileSync(sandboxFile('supplier.p12')),
    'supplier.password': readFileSync(sandboxFile('supplier.password')),
    'consumer.jwk.json': readFileSync(sandboxFile('consumer.jwk.json')),
    'other.pem': readFileSync(new URL('../../support/signing-key.pem', import.meta.url)),
  }
  return (argv, world = {}) => mp(argv, { ...world, files: { ...files, ...world.files } })
}

function config(origin: string, altinn: string): string {
  const certificate = (owner: string, clientId: string) => ({
    environment: 'local',
    clientId,
    scopes: ['brreg:losore/utlegg'],
    key: { file: `${owner}.p12`, password: { file: `${owner}.password` } },
  })
  return JSON.stringify({
    defaultProfile: 'consumer',
    profiles: {
      consumer: certificate('consumer', CLIENT_IDS.certificate),
      supplier: certificate('supplier', CLIENT_IDS.supplier),
      key: {
        ...certificate('consumer', CLIENT_IDS.key),
        key: { file: 'consumer.jwk.json' },
      },
    },
    environments: {
      local: {
        issuer: `${origin}/`,
        tokenEndpoint: `${origin}/token`,
        altinn,
        selfservice: `${origin}/api/v1`,
      },
      elsewhere: { issuer: `${origin}/other/`, tokenEndpoint: `${origin}/token` },
    },
  })
}

/** What was refused, in one language as text and in the other as JSON. */
export async function refusedIn(run: Run, argv: readonly string[], world: World = {}) {
  const text = await run([...argv, '--lang', 'nb'], world)
  const program = await run([...argv, '--json'], { ...world, env: { ...world.env, MP_LANG: 'en' } })
  return {
    codes: [text.code, program.code],
    stdout: text.stdout + program.stdout,
    nb: hintsIn(text.stderr),
    en: JSON.parse(program.stderr).hints as string[],
    code: JSON.parse(program.stderr).maskinporten?.code as string | null,
    stderr: text.stderr + program.stderr,
  }
}

function hintsIn(stderr: string): string[] {
  return stderr.split('\n').flatMap((line) => /^mp: hint: (.*)$/.exec(line)?.[1] ?? [])
}
