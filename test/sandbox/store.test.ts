import { execFile, execFileSync } from 'node:child_process'
import { randomUUID, X509Certificate } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type FreshState, makeState } from '../../src/sandbox/make-state.js'
import { CLIENT_IDS, makeRegistry } from '../../src/sandbox/registry.js'
import {
  type OpenState,
  openState,
  readTrusted,
  rereadState,
  resetState,
  saveState,
} from '../../src/sandbox/store.js'
import { NOW } from './support/bench.js'
import { nodeFiles, scratch } from './support/files.js'
import { openKeystore } from './support/keystores.js'

const YEAR = 365 * 24 * 60 * 60
const folders: { dir: string; remove(): void }[] = []

function emptyDir(): string {
  const folder = scratch()
  folders.push(folder)
  return join(folder.dir, 'maskinporten', 'sandbox')
}

let real: FreshState

beforeAll(async () => {
  real = await makeState({ now: () => NOW, newId: randomUUID })
}, 60_000)

/** A state that costs nothing: one that was really made, with a name and a time of its own. */
const make: typeof makeState = async ({ now, newId }) => {
  const { state, ...rest } = structuredClone(real)
  const late = now() - NOW
  for (const key of state.issuer_keys) key.kid = newId()
  const times = { valid_from: state.valid_from + late, expires_at: state.expires_at + late }
  return { ...rest, state: { ...state, ...times } }
}

function open(dir: string, now = NOW): Promise<OpenState> {
  return openState(nodeFiles, dir, { now: () => now, newId: randomUUID, make })
}

async function made(): Promise<{ dir: string; state: OpenState }> {
  const dir = emptyDir()
  return { dir, state: await open(dir) }
}

function storeOf(state: OpenState, id: string): { keystore: string; password_file: string } {
  const files = state.paths.clients[id]
  if (!files || !('keystore' in files)) throw new Error('expected a keystore')
  return files
}

function tree(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true, recursive: true }).map((it) => join(it.parentPath, it.name))
}

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'])
    return true
  } catch {
    return false
  }
})()

afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove()
})

describe('a state that is opened', () => {
  it('is the same one the next time', async () => {
    const { dir, state } = await made()
    expect(await open(dir, NOW + 60)).toEqual(state)
    expect(readdirSync(dir).toSorted()).toEqual(['state-1', 'trusted'])
  })

  it('is for its owner’s eyes only', async () => {
    const { dir } = await made()
    const modes = (path: string) => (statSync(path).mode & 0o777).toString(8)
    const paths = [dir, ...tree(dir)]
    const isFolder = (path: string) => statSync(path).isDirectory()
    expect(new Set(paths.filter(isFolder).map(modes))).toEqual(new Set(['700']))
    expect(new Set(paths.filter((path) => !isFolder(path)).map(modes))).toEqual(new Set(['600']))
  })

  it('is plain data', async () => {
    const { state } = await made()
    expect(JSON.parse(JSON.stringify(state))).toEqual(state)
    expect(state).toMatchObject({ system_users: makeRegistry(NOW).system_users })
  })

  it('can be changed and saved', async () => {
    const { dir, state } = await made()
    state.clients.pop()
    saveState(nodeFiles, state)
    expect(await open(dir)).toEqual(state)
  })
})

describe('a state that will not do', () => {
  const damages: Record<string, (state: OpenState) => void> = {
    'was cut short': ({ paths }) => writeFileSync(paths.state, '{"version":1,'),
    'is empty': ({ paths }) => writeFileSync(paths.state, ''),
    'is something else': ({ paths }) => writeFileSync(paths.state, '[]'),
    'is of another version': ({ paths }) => {
      writeFileSync(paths.state, readFileSync(paths.state, 'utf8').replace('"version": 1', '"version": 2'))
    },
    'has lost its clients': ({ paths }) => {
      const { clients: _, ...state } = JSON.parse(readFileSync(paths.state, 'utf8')).state
      writeFileSync(paths.state, JSON.stringify({ version: 1, state, clients: {} }))
    },
    'has a damaged CA': ({ paths }) => {
      writeFileSync(paths.state, readFileSync(paths.state, 'utf8').replaceAll('MIID', 'AAAA'))
    },
    'has lost its file': ({ paths }) => rmSync(paths.state),
    'has lost a keystore': (state) => rmSync(storeOf(state, CLIENT_IDS.supplier).keystore),
    'has an empty password file': (state) =>
      writeFileSync(storeOf(state, CLIENT_IDS.supplier).password_file, ''),
    'has lost the CA’s key': ({ paths }) => rmSync(paths.ca.key),
  }
  for (const [title, damage] of Object.entries(damages)) {
    it(`is replaced when it ${title}`, async () => {
      const { dir, state } = await made()
      damage(state)
      const fresh = await open(dir)
      expect(fresh.issuer_keys).not.toEqual(state.issuer_keys)
      expect(fresh.paths.state).toBe(join(dir, 'state-2', 'state.json'))
      expect(await open(dir)).toEqual(fresh)
    })
  }

  it('is replaced when its first key is over, and not a second before', async () => {
    const { dir, state } = await made()
    expect(state.expires_at).toBe(NOW + YEAR)
    expect(await open(dir, NOW + YEAR - 1)).toEqual(state)
    expect((await open(dir, NOW + YEAR)).paths.state).toContain('state-2')
  })

  it('is replaced when it has not begun, but not for a clock that is a little slow', async () => {
    const { dir, state } = await made()
    expect(await open(dir, NOW - 3600)).toEqual(state)
    expect((await open(dir, NOW - 3601)).paths.state).toContain('state-2')
  })

  it('stays beside the one that replaced it, and goes with the next', async () => {
    const { dir, state } = await made()
    writeFileSync(state.paths.state, 'x')
    const second = await open(dir)
    expect(readdirSync(dir).toSorted()).toEqual(['state-1', 'state-2', 'trusted'])
    writeFileSync(second.paths.state, 'x')
    await open(dir)
    expect(readdirSync(dir).toSorted()).toEqual(['state-2', 'state-3', 'trusted'])
  })
})

describe('a state that was never finished', () => {
  it('is taken away by the next that is made, once it is an hour old', async () => {
    const { dir, state } = await made()
    const begun = (name: string, at: number) => {
      mkdirSync(join(dir, name))
      writeFileSync(join(dir, name, 'ca.key.pem'), 'x')
      utimesSync(join(dir, name), at, at)
    }
    begun('.new-old', NOW - 3601)
    begun('.new-young', NOW - 3599)
    await open(dir)
    expect(readdirSync(dir)).toContain('.new-old')
    writeFileSync(state.paths.state, 'x')
    await open(dir)
    expect(readdirSync(dir).toSorted()).toEqual(['.new-young', 'state-1', 'state-2', 'trusted'])
  })
})

describe('many who open at once', () => {
  it('agree on one state, within one process', async () => {
    const dir = emptyDir()
    const states = await Promise.all(Array.from({ length: 4 }, () => open(dir)))
    for (const state of states) expect(state).toEqual(states[0])
    expect(readdirSync(dir).toSorted()).toEqual(['state-1', 'trusted'])
  })

  it('agree on what replaces a damaged state', async () => {
    const { dir, state } = await made()
    writeFileSync(state.paths.state, 'x')
    const states = await Promise.all(Array.from({ length: 4 }, () => open(dir)))
    for (const it of states) expect(it).toEqual(states[0])
    expect(readdirSync(dir).toSorted()).toEqual(['state-1', 'state-2', 'trusted'])
  })

  it('agree on one state, as several processes', { timeout: 60_000 }, async () => {
    const dir = emptyDir()
    const folder = scratch()
    folders.push(folder)
    const script = await bundleOpener(folder.dir)
    const run = promisify(execFile)
    const outputs = await Promise.all(
      Array.from({ length: 5 }, () => run(process.execPath, [script, dir, `${NOW}`])),
    )
    const states = outputs.map(({ stdout }) => JSON.parse(stdout))
    for (const state of states) expect(state).toEqual(states[0])
    expect(states[0]).toEqual(await open(dir))
    expect(readdirSync(dir).toSorted()).toEqual(['state-1', 'trusted'])
  })
})

/** The store as a program that plain node can run. */
async function bundleOpener(dir: string): Promise<string> {
  const here = import.meta.dirname
  const entry = join(dir, 'open.ts')
  writeFileSync(
    entry,
    `import { randomUUID } from 'node:crypto'
     import { openState } from ${JSON.stringify(join(here, '../../src/sandbox/store.ts'))}
     import { nodeFiles } from ${JSON.stringify(join(here, 'support/files.ts'))}
     const [dir, now] = process.argv.slice(2)
     const state = await openState(nodeFiles, dir, { now: () => Number(now), newId: randomUUID })
     process.stdout.write(JSON.stringify(state))`,
  )
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    logLevel: 'silent',
    cwd: join(here, '../..'),
  })
  await bundle.write({
    dir: join(dir, 'out'),
    format: 'esm',
    entryFileNames: 'open.mjs',
    chunkFileNames: '[name].mjs',
  })
  await bundle.close()
  return join(dir, 'out', 'open.mjs')
}

describe('the folder of trusted CAs', () => {
  it('may hold several PEM files, and things that are none', async () => {
    const { dir, state } = await made()
    const { trusted } = state.paths
    expect(trusted).toBe(join(dir, 'trusted'))
    expect(readTrusted(nodeFiles, trusted)).toEqual([])
    const { root, issuing } = state.ca
    writeFileSync(join(trusted, 'two.crt'), `subject=CN = root\n${root}\n${issuing}`)
    writeFileSync(join(trusted, 'none.pem'), '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
    writeFileSync(join(trusted, 'README'), 'hello')
    mkdirSync(join(trusted, 'folder'))
    expect(readTrusted(nodeFiles, trusted)).toEqual([root.trim(), issuing.trim()])
  })

  it('outlives the state', async () => {
    const { dir, state } = await made()
    writeFileSync(join(state.paths.trusted, 'ca.pem'), state.ca.root)
    writeFileSync(state.paths.state, 'x')
    expect(readTrusted(nodeFiles, (await open(dir)).paths.trusted)).toHaveLength(1)
  })
})

describe('what is made', () => {
  it('is another state each time, with the same client ids', { timeout: 60_000 }, async () => {
    const deps = { now: () => NOW, newId: randomUUID }
    const [one, two] = await Promise.all([makeState(deps), makeState(deps)])
    expect(one.state.clients.map(({ client_id }) => client_id)).toEqual(Object.values(CLIENT_IDS))
    expect(Object.keys(one.clients)).toEqual(Object.keys(two.clients))
    expect(one.state.issuer_keys[0]?.n).not.toBe(two.state.issuer_keys[0]?.n)
    const kids = [one, two].flatMap(({ state }) =>
      state.clients.flatMap(({ keys }) => keys.map(({ kid }) => kid)),
    )
    expect(new Set(kids).size).toBe(2)
  })

  it('has certificates after the SEID 2 profile, for three years, from a CA that says TEST', async () => {
    const { state } = await made()
    const { keystore, password_file } = storeOf(state, CLIENT_IDS.certificate)
    const { alias, chain, key } = openKeystore(keystore, readFileSync(password_file, 'utf8'))
    const [leaf, issuing, root] = chain.map((pem) => new X509Certificate(pem))
    expect(alias).toBe('auth')
    expect(chain).toHaveLength(3)
    expect({ ...leaf?.toLegacyObject().subject }).toEqual({
      C: 'NO',
      O: 'SANDKASSE AS',
      CN: 'SANDKASSE AS',
      organizationIdentifier: 'NTRNO-310904473',
    })
    expect(leaf?.toLegacyObject().issuer.CN).toBe('Maskinporten Sandbox TEST CA')
    expect(leaf?.checkPrivateKey(key)).toBe(true)
    expect(leaf?.ca).toBe(false)
    expect(Date.parse(leaf?.validTo ?? '') / 1000).toBe(NOW + 3 * YEAR)
    expect(issuing && leaf?.verify(issuing.publicKey)).toBe(true)
    expect(root && issuing?.verify(root.publicKey)).toBe(true)
    expect(root?.verify(root.publicKey)).toBe(true)
    expect(issuing?.checkPrivateKey).toBeDefined()
  })

  it('registers the public half of the private JWK, for a year', async () => {
    const { state } = await made()
    const files = state.paths.clients[CLIENT_IDS.key]
    const jwk = JSON.parse(readFileSync(files && 'jwk' in files ? files.jwk : '', 'utf8'))
    expect(jwk).toMatchObject({ kty: 'RSA', use: 'sig', alg: 'RS256', d: expect.any(String) })
    const { kid, kty, use, alg, n, e } = jwk
    expect(state.clients[1]?.keys).toEqual([{ kid, kty, use, alg, n, e, exp: NOW + YEAR }])
    expect(files).toMatchObject({ kid })
  })

  it('has no private key in the certificates’ files', async () => {
    const { state } = await made()
    expect(readFileSync(state.paths.ca.certificate, 'utf8')).not.toContain('PRIVATE')
    expect(existsSync(state.paths.ca.key)).toBe(true)
  })
})

describe.skipIf(!hasOpenssl)('openssl', () => {
  it('opens the keystore, and finds modern algorithms in it', async () => {
    const { state } = await made()
    const { keystore, password_file } = storeOf(state, CLIENT_IDS.supplier)
    const run = promisify(execFile)
    const args = ['pkcs12', '-in', keystore, '-passin', `file:${password_file}`]
    const info = await run('openssl', [...args, '-info', '-noout'])
    expect(info.stderr).toMatch(/MAC: sha256, Iteration 1000\b/)
    expect(info.stderr).toMatch(/PBES2, PBKDF2, AES-256-CBC, Iteration 1000\b, PRF hmacWithSHA256/)
    const { stdout } = await run('openssl', [...args, '-nodes'])
    expect(stdout).toContain('friendlyName: auth')
    expect(stdout).toContain('NTRNO-313725138')
    expect(stdout.match(/BEGIN CERTIFICATE/g)).toHaveLength(3)
    expect(stdout.match(/BEGIN PRIVATE KEY/g)).toHaveLength(1)
  })

  it('refuses it with another password', async () => {
    const { state } = await made()
    const { keystore } = storeOf(state, CLIENT_IDS.supplier)
    const args = ['pkcs12', '-in', keystore, '-passin', 'pass:wrong', '-nodes']
    await expect(promisify(execFile)('openssl', args)).rejects.toThrow(/[Mm]ac verify error/)
  })

  it('finds that the chain holds', async () => {
    const { dir, state } = await made()
    const { keystore, password_file } = storeOf(state, CLIENT_IDS.certificate)
    const { chain } = openKeystore(keystore, readFileSync(password_file, 'utf8'))
    const at = (name: string, pem = '') => {
      writeFileSync(join(dir, name), pem)
      return join(dir, name)
    }
    const files = chain.map((pem, number) => at(`chain-${number}.pem`, pem))
    const [leaf = '', issuing = '', root = ''] = files
    const time = ['-attime', `${NOW}`]
    const args = ['verify', '-x509_strict', ...time, '-CAfile', root, '-untrusted', issuing, leaf]
    expect((await promisify(execFile)('openssl', args)).stdout).toContain(': OK')
  })
})

describe('resetState', () => {
  it('puts back what is registered, and leaves keys, certificates and CA as they are', async () => {
    const { dir, state } = await made()
    const before = readFileSync(state.paths.state, 'utf8')
    const files = readdirSync(join(state.paths.state, '..')).map((name) =>
      readFileSync(join(state.paths.state, '..', name), 'latin1'),
    )
    state.clients.shift()
    state.clients.find(({ client_id }) => client_id === CLIENT_IDS.key)?.keys.splice(0, 1)
    state.access.push({ scope: 'a:b', consumer_orgno: '310904473' })
    saveState(nodeFiles, state)
    expect(readFileSync(state.paths.state, 'utf8')).not.toBe(before)
    expect(resetState(nodeFiles, dir, NOW)).toBe(state.paths.state)
    expect(JSON.parse(readFileSync(state.paths.state, 'utf8'))).toEqual(JSON.parse(before))
    const after = readdirSync(join(state.paths.state, '..')).map((name) =>
      readFileSync(join(state.paths.state, '..', name), 'latin1'),
    )
    expect(after).toEqual(files)
  })

  it('registers the client’s own key again, and for a year from then', async () => {
    const { dir, state } = await made()
    resetState(nodeFiles, dir, NOW + 1000)
    const again = await open(dir, NOW + 1000)
    const keysOf = ({ clients }: OpenState) =>
      clients.find(({ client_id }) => client_id === CLIENT_IDS.key)?.keys
    expect(keysOf(again)).toEqual(keysOf(state)?.map((key) => ({ ...key, exp: NOW + 1000 + YEAR })))
  })

  it('does nothing where nothing is kept, or what is kept is over or damaged', async () => {
    const { dir, state } = await made()
    expect(resetState(nodeFiles, dir, NOW + 2 * YEAR)).toBeUndefined()
    writeFileSync(join(state.paths.state, '..', 'consumer.jwk.json'), '{')
    expect(resetState(nodeFiles, dir, NOW)).toBeUndefined()
    writeFileSync(state.paths.state, '{')
    expect(resetState(nodeFiles, dir, NOW)).toBeUndefined()
    expect(readFileSync(state.paths.state, 'utf8')).toBe('{')
  })
})

describe('a state that is read again', () => {
  async function twoOfOne(): Promise<[OpenState, OpenState]> {
    const { dir, state } = await made()
    return [state, await open(dir)]
  }

  it('is left as it is while its file is', async () => {
    const [one] = await twoOfOne()
    rereadState(nodeFiles, one)
    const { clients } = one
    rereadState(nodeFiles, one)
    expect(one.clients).toBe(clients)
  })

  it('is as the file says, also where that goes back to what was read before', async () => {
    const [one, other] = await twoOfOne()
    rereadState(nodeFiles, one)
    const before = nodeFiles.read(one.paths.state) as Uint8Array
    one.scopes = []
    saveState(nodeFiles, one)
    rereadState(nodeFiles, other)
    expect(other.scopes).toEqual([])
    nodeFiles.write(one.paths.state, before)
    for (const state of [one, other]) {
      rereadState(nodeFiles, state)
      expect(state.scopes.length).toBeGreaterThan(100)
    }
  })
})
