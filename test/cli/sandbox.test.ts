import { execFile } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Announcement } from '../../src/sandbox/announcement.js'
import { makeCertificate, makeKeyPair } from '../../src/sandbox/make-certificate.js'
import type { Overview } from '../../src/sandbox/page/overview.js'
import { SCENARIOS } from '../../src/sandbox/scenarios/list.js'
import { JWT_BEARER, withExtensions } from '../sandbox/support/bench.js'
import { signJws, toX5c } from '../sandbox/support/grants.js'
import { directoryWith } from '../support/directory.js'
import { mp, type World } from '../support/host.js'
import { CLIENT_IDS, claimsOf, sandboxFile } from '../support/sandbox-files.js'

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'sandbox.md'), 'utf8')
const EXAMPLE = /```yaml\n([\s\S]*?)```/.exec(PAGE)?.[1] ?? ''

interface Running {
  /** What it printed when it had begun. */
  said: string
  end(): Promise<number>
}

/** A sandbox that runs until the test is over, or is told to end. */
async function running(argv: readonly string[], world: World = {}): Promise<Running> {
  let interrupt = () => {}
  const code = new Promise<number>((resolve) => {
    interrupt = () => resolve(130)
  })
  return new Promise((resolve, reject) => {
    const end = async () => {
      interrupt()
      return (await outcome).code
    }
    onTestFinished(() => void end())
    const stdout = (text: string | Uint8Array) => resolve({ said: `${text}`, end })
    const host = { ...world.host, stdout, interrupted: () => code }
    const outcome = mp(['sandbox', '--port', '0', ...argv], { ...world, host })
    outcome.then(({ stderr }) => reject(new Error(stderr)), reject)
  })
}

/** The same with a file, as a program meets it. */
async function announcing(config: string, argv: readonly string[] = []) {
  const { said, end } = await running(['--json', '--config', 'sandbox.yaml', ...argv], {
    files: { 'sandbox.yaml': config },
  })
  const announced: Announcement & { page: string } = JSON.parse(said)
  const token = async (id: string, ...more: string[]) => {
    const argv = ['token', '--env', 'sandbox', '--client-id', id, ...more]
    return mp(argv, { env: { ...ENV(), MP_SANDBOX: announced.issuer } })
  }
  return { announced, token, end }
}

/** What the page is told when it is opened. */
async function overviewOf({ page = '' }: { page?: string }): Promise<Overview> {
  const leaving = new AbortController()
  const { body } = await fetch(`${page}_sandbox/events`, { signal: leaving.signal })
  let text = ''
  for await (const bytes of body ?? []) {
    text += Buffer.from(bytes).toString()
    if (text.includes('data:') && text.endsWith('\n\n')) break
  }
  leaving.abort()
  return JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? '')
}

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'mp.cjs')
const ENV = () => ({ XDG_STATE_HOME: join(sandboxFile('x'), '..', '..', '..', '..') })

/** What becomes of a grant with a certificate that is for seals, of the consumer's and by the sandbox's own CA. */
async function grantOfSeal({ issuer, ca }: Announcement): Promise<[number, string | null]> {
  const own = await makeKeyPair()
  const name = { organisation: 'SANDKASSE AS', commonName: 'SANDKASSE AS' }
  const now = Math.floor(Date.now() / 1000)
  const signer = { certificate: readFileSync(ca.certificate, 'utf8'), key: readFileSync(ca.key, 'utf8') }
  const leaf = await makeCertificate({
    subject: { ...name, organisationIdentifier: 'NTRNO-310904473' },
    publicKey: own.publicKey,
    signer,
    ca: false,
    notBefore: now - 60,
    notAfter: now + 3600,
  })
  const seal = withExtensions(leaf, signer.key, [{ name: 'keyUsage', critical: true, nonRepudiation: true }])
  const claims = {
    aud: issuer,
    iss: CLIENT_IDS.certificate,
    scope: 'brreg:losore/utlegg',
    iat: now,
    exp: now + 60,
  }
  const assertion = signJws({ alg: 'RS256', x5c: [toX5c(seal)] }, claims, createPrivateKey(own.privateKey))
  const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion })
  const response = await fetch(`${issuer}token`, { method: 'POST', body })
  await response.arrayBuffer()
  return [response.status, response.headers.get('mp-sandbox-rule')]
}

const clientOf = (announced: Announcement, at: number) => {
  const client = announced.clients[at]
  if (client === undefined) throw new Error(`there is no client ${at}`)
  return client
}

describe('mp sandbox', () => {
  it('announces itself and its page, to programs and to people', async () => {
    const json = await running(['--json'])
    expect(json.said.match(/\n/g)).toHaveLength(1)
    const { issuer, page } = JSON.parse(json.said)
    expect(page).toBe(issuer)
    expect(await (await fetch(page)).text()).toContain('<title>Maskinporten sandbox</title>')
    expect(await json.end()).toBe(130)
    const { said } = await running(['--scenario', 'slow'])
    expect(said).toMatch(/^Maskinporten sandbox at http:\/\/127\.0\.0\.1:\d+\/\nOpen it in a browser/)
    expect(said).toContain('Playing: slow\n')
  })

  it('shows its scenarios in help, and whose file --config is', async () => {
    const { stdout } = await mp(['sandbox', '--help'])
    expect(stdout).toContain("the sandbox's own file")
    expect(stdout).toMatch(/\nScenarios:\n {2}clock-skew {2,}its clock is 45 s ahead/)
    expect((await mp(['token', '--help'])).stdout).not.toContain('Scenarios:')
  })

  it.each(SCENARIOS)('has a word on $name in its documentation', ({ name }) => {
    expect(PAGE).toContain(`| \`${name}\` |`)
  })

  it('plays a scenario for one client alone, named by its id or its name', async () => {
    for (const client of [CLIENT_IDS.key, 'Sandkasse med registrert nøkkel']) {
      const { said } = await running(['--json', '--scenario', `outage:${client}`])
      const env = { ...ENV(), MP_SANDBOX: JSON.parse(said).issuer }
      const codes = [CLIENT_IDS.key, CLIENT_IDS.certificate].map(async (id) => {
        return (
          await mp(['token', '--env', 'sandbox', '--client-id', id, '-s', 'brreg:losore/utlegg'], { env })
        ).code
      })
      expect(await Promise.all(codes)).toEqual([5, 0])
    }
  })
})

describe('a sandbox with a file', () => {
  it('is as the example in its documentation says', async () => {
    const { announced, token } = await announcing(EXAMPLE)
    const [nattjobb, leverandor, own] = [3, 4, 5].map((at) => clientOf(announced, at))
    expect(nattjobb).toMatchObject({
      orgnr: '310904473',
      auth: 'kid',
      scopes: ['brreg:losore/utlegg', 'demo:arkiv.les'],
    })
    expect(leverandor).toMatchObject({
      client_id: 'leverandor',
      auth: 'x5c',
      keystore: expect.stringMatching(/\.p12$/),
    })
    expect(own).not.toHaveProperty('jwk')
    const plain = await token(nattjobb?.client_id ?? '', '-s', 'demo:arkiv.les')
    const { exp, iat, consumer } = claimsOf(plain.stdout) as { exp: number; iat: number; consumer: unknown }
    expect([exp - iat, consumer]).toEqual([600, { authority: 'iso6523-actorid-upis', ID: '0192:310904473' }])
    const delegated = await token('leverandor', '-s', 'demo:arkiv.les', '--consumer-org', '310904473')
    expect(claimsOf(delegated.stdout)).toMatchObject({ supplier: { ID: '0192:313725138' } })
    const details = [
      '--systemuser-org',
      '310904473',
      '--external-ref',
      'avtale-7',
      '--consumer-org',
      '310904473',
    ]
    const systemUser = await token('leverandor', '-s', 'demo:arkiv.les', ...details)
    expect(claimsOf(systemUser.stdout)).toMatchObject({
      authorization_details: [{ system_id: '313725138_arkiv' }],
    })
  })

  it('has lines on its page that work as they are copied, for a key and for a supplier’s certificate', async () => {
    const { announced } = await announcing(EXAMPLE)
    const cwd = directoryWith({ mp: `#!/bin/sh\nexec "${process.execPath}" "${BIN}" "$@"\n` })
    chmodSync(join(cwd, 'mp'), 0o700)
    const env = { ...ENV(), PATH: `${cwd}:${process.env.PATH}`, HOME: cwd }
    const { clients } = await overviewOf(announced)
    const own = clients.filter(({ name }) => ['Nattjobb', 'Leverandør AS'].includes(name))
    const lines = own.flatMap(({ name, recipes }) => recipes.map((recipe) => ({ client: name, ...recipe })))
    const ran = lines.map(async ({ client, name, text }) => {
      const script = name === 'variables' ? `${text}\nmp token` : text
      const { stdout } = await promisify(execFile)('sh', ['-c', script], { cwd, env })
      return { client, name, isToken: /eyJ[\w-]+\.[\w-]+\.[\w-]+/.test(stdout) }
    })
    expect(await Promise.all(ran)).toEqual(lines.map(({ client, name }) => ({ client, name, isToken: true })))
    expect(lines).toHaveLength(6)
  })

  it('refuses by the key usage, and has its codes where the file says', async () => {
    const { announced, token } = await announcing('rules: { keyUsage: refuse, codes: description }')
    expect(await token(CLIENT_IDS.certificate, '-s', 'brreg:losore/utlegg')).toMatchObject({ code: 0 })
    const unknown = await token('ukjent', '-s', 'brreg:losore/utlegg', '--json')
    expect(JSON.parse(unknown.stderr)).toMatchObject({
      maskinporten: {
        code: 'MP-100',
        error_description: expect.stringMatching(/^MP-100: Invalid assertion\./),
      },
    })
    expect(await grantOfSeal(announced)).toEqual([400, 'certificate.usage'])
  })

  it('takes a certificate for any use without a word on it', async () => {
    const { announced } = await announcing('rules: { codes: none }')
    expect(await grantOfSeal(announced)).toEqual([200, null])
  })

  it('makes a client’s key once, and finds it again', async () => {
    const first = await announcing(EXAMPLE)
    await first.end()
    const second = await announcing(EXAMPLE)
    const files = ({ clients }: Announcement) =>
      clients.map(({ keystore, jwk }) => [keystore, jwk].map((path) => path && readFileSync(path, 'latin1')))
    expect(files(second.announced)).toEqual(files(first.announced))
    expect(second.announced.clients).toEqual(first.announced.clients)
  })

  it('leaves what is kept as it was, whatever is changed in that run', async () => {
    const before = readFileSync(sandboxFile('state.json'), 'utf8')
    const { announced, token } = await announcing(EXAMPLE)
    const env = { ...ENV(), MP_SANDBOX: announced.issuer }
    const made = await mp(
      [
        'admin',
        'client',
        'create',
        '--name',
        'x',
        '--description',
        'x',
        '-s',
        'demo:arkiv.les',
        '--env',
        'sandbox',
        '--json',
      ],
      { env },
    )
    expect(made).toMatchObject({ code: 0, stderr: '' })
    expect((await mp(['admin', 'client', 'list', '--env', 'sandbox'], { env })).stdout).toContain(
      JSON.parse(made.stdout).client_id,
    )
    expect((await token(clientOf(announced, 3).client_id, '-s', 'demo:arkiv.les')).code).toBe(0)
    expect(readFileSync(sandboxFile('state.json'), 'utf8')).toBe(before)
  })

  it('takes public keys from files beside it, and clients in the place of its own', async () => {
    const client = { id: CLIENT_IDS.key, name: 'Ny', orgnr: '310904473', scopes: ['brreg:losore/tlg'] }
    const file = { clients: [{ ...client, keys: [{ file: 'ny.jwks.json' }] }] }
    const cwd = directoryWith({ 'sandbox.json': JSON.stringify(file) })
    await mp(['key', 'generate', '-o', 'ny.jwk.json'], { cwd })
    const { stdout } = await mp(['key', 'public', 'ny.jwk.json', '--format', 'jwks'], { cwd })
    writeFileSync(join(cwd, 'ny.jwks.json'), stdout)
    const { said } = await running(['--json', '--config', 'sandbox.json'], { cwd })
    const announced: Announcement = JSON.parse(said)
    expect(announced.clients.map(({ client_id }) => client_id)).toEqual([
      CLIENT_IDS.certificate,
      CLIENT_IDS.supplier,
      CLIENT_IDS.key,
    ])
    const argv = ['token', '--env', 'sandbox', '--client-id', CLIENT_IDS.key, '--key', 'ny.jwk.json']
    const env = { ...ENV(), MP_SANDBOX: announced.issuer }
    expect(await mp([...argv, '-s', 'brreg:losore/tlg'], { cwd, env })).toMatchObject({ code: 0, stderr: '' })
    expect(await mp([...argv, '-s', 'brreg:losore/utlegg'], { cwd, env })).toMatchObject({ code: 4 })
  })

  it.each([
    ['no file', undefined, 'there is no file "sandbox.json"'],
    ['a misspelt word', '{"client":[]}', '"client" in "sandbox.json" is not a setting that mp knows'],
    [
      'a scope that nobody has',
      '{"clients":[{"name":"a","orgnr":"310904473","scopes":["brreg:losore/utleg"]}]}',
      '"clients.0.scopes.0" in "sandbox.json" is no scope of the sandbox or of the file',
    ],
    [
      'access to no scope',
      '{"access":[{"scope":"a:b","consumers":[]}]}',
      '"access.0.scope" in "sandbox.json" is no scope of the sandbox or of the file',
    ],
    [
      'a delegation of none',
      '{"delegations":[{"scope":"a:b","consumer":"310904473","supplier":"313725138"}]}',
      '"delegations.0.scope" in "sandbox.json" is no scope of the sandbox or of the file',
    ],
    [
      'a system user of no client',
      '{"systemUsers":[{"orgnr":"310904473","clients":["x"]}]}',
      '"systemUsers.0.clients.0" in "sandbox.json" is no client of the sandbox or of the file',
    ],
    [
      'a scenario that is none',
      '{"scenarios":["slo"]}',
      /^"scenarios\.0" in "sandbox\.json" is none of clock-skew/,
    ],
    [
      'a scenario of a client that is none',
      '{"clients":[{"name":"a","orgnr":"310904473","scenarios":["slow="]}]}',
      /^"clients\.0\.scenarios\.0" in "sandbox\.json" takes a time/,
    ],
    [
      'a key file that is not there',
      '{"clients":[{"name":"a","orgnr":"310904473","keys":[{"file":"k"}]}]}',
      'there is no file "k", which "sandbox.json" names',
    ],
    [
      'a place for codes that is none',
      '{"rules":{"codes":"body"}}',
      '"rules.codes" in "sandbox.json" must be link, description or none',
    ],
    [
      'a word on the key usage that it does not know',
      '{"rules":{"keyUsage":"warn"}}',
      '"rules.keyUsage" in "sandbox.json" must be refuse or allow',
    ],
    [
      'a key file that holds none',
      '{"clients":[{"name":"a","orgnr":"310904473","keys":[{"file":"sandbox.json"}]}]}',
      '"clients.0.keys.0" in "sandbox.json" holds no RSA public key',
    ],
  ])('does not begin with %s', async (_, file, message) => {
    const files = file === undefined ? {} : { 'sandbox.json': file }
    const { code, stdout, stderr } = await mp(
      ['sandbox', '--config', 'sandbox.json', '--port', '0', '--json'],
      { files },
    )
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' })
    expect(JSON.parse(stderr).message).toEqual(
      message instanceof RegExp ? expect.stringMatching(message) : message,
    )
  })

  it('does not begin with a scenario for a client that it does not have', async () => {
    expect(await mp(['sandbox', '--port', '0', '--scenario', 'slow:nobody'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'mp: error: --scenario "slow:nobody" is for a client that the sandbox does not have\n',
    })
  })
})
