import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mp, vector } from '../support/host.js'
import { CLIENT_IDS, sandboxFile } from '../support/sandbox-files.js'
import { adminBench, asked, steady } from './support/admin-bench.js'

const PRIVATE = JSON.parse(readFileSync(vector('kid.jwk.json'), 'utf8'))
const ROW = (kid: string) => `${kid}  RS256  2048  <time> (365 days left)`

describe('mp admin key', () => {
  it('adds a key beside those that are there, lists them, and takes one away', async () => {
    const { admin, client } = adminBench({ 'password.txt': 'changeit' })
    const id = await client()
    const show = async (argv: string[]) => {
      const { code, stdout, stderr } = await admin(argv)
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
      return steady(stdout)
    }
    const add = (kid: string, file: string) =>
      show(['key', 'add', id, '--kid', kid, '--key', vector(file), '--key-password-file', 'password.txt'])
    expect(await show(['key', 'list', id])).toBe('no keys\n')
    expect(await add('a', 'kid.jwk.json')).toBe(`KID  ALG    BITS  EXPIRES\n${ROW('a  ')}\n`)
    const both = `KID  ALG    BITS  EXPIRES\n${ROW('a  ')}\n${ROW('b  ')}\n`
    expect(await add('b', 'self-signed.p12')).toBe(both)
    expect(await show(['key', 'list', id])).toBe(both)
    expect(await show(['key', 'remove', id, 'a', '--yes'])).toBe(`KID  ALG    BITS  EXPIRES\n${ROW('b  ')}\n`)
    expect(await show(['key', 'remove', id, 'b', '--yes'])).toBe('no keys\n')
  })

  it('has the session sign with its own key, and sends the public half of the other alone', async () => {
    const { admin, client, cwd } = adminBench({ 'new.json': JSON.stringify(PRIVATE) })
    const id = await client()
    const outcome = await admin(['key', 'add', id, '--key', 'new.json'])
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    const sent = JSON.stringify(outcome.sent)
    for (const part of ['d', 'p', 'q', 'dp', 'dq', 'qi']) expect(sent).not.toContain(PRIVATE[part])
    const [body] = outcome.sent.flatMap(({ method, url, body }) =>
      method === 'POST' && url.endsWith('/jwks') ? [body] : [],
    )
    const { kty, n, e, kid } = PRIVATE
    expect(JSON.parse(body ?? '')).toEqual({ keys: [{ kty, use: 'sig', alg: 'RS256', kid, n, e }] })
    expect(readFileSync(join(cwd, 'new.json'), 'utf8')).toBe(JSON.stringify(PRIVATE))
  })

  it('makes a key that gives tokens at once, until it is taken away', async () => {
    const { admin, client, run } = adminBench({ 'new.json': JSON.stringify(PRIVATE) })
    const id = await client()
    const token = () =>
      run(['token', '--no-cache', '--client-id', id, '--key', 'new.json', '-s', 'brreg:losore/utlegg'])
    expect((await token()).code).toBe(4)
    await admin(['key', 'add', id, '--key', 'new.json'])
    expect(await token()).toMatchObject({ code: 0, stderr: '' })
    await admin(['key', 'remove', id, PRIVATE.kid, '--yes'])
    expect((await token()).stderr).toMatch(/unknown key identifier/i)
  })

  it('says which key is missing: --key is the one to add', async () => {
    const { code, stderr, sent } = await mp(
      ['admin', 'key', 'add', 'x', '--env', 'test', '--client-id', 'me', '--key', 'new.json'],
      { files: { 'new.json': JSON.stringify(PRIVATE) } },
    )
    expect({ code, sent }).toEqual({ code: 3, sent: [] })
    expect(stderr).toBe(
      'mp: error: no key was given for the session: --key is the one to add, and the session\'s is "key" in the profile or MP_KEY\n',
    )
  })

  it('takes the password of the key that is added, not of the session’s', async () => {
    const { admin, client } = adminBench({ 'password.txt': 'changeit\n' })
    const id = await client()
    const argv = ['key', 'add', id, '--key', vector('openssl.p12'), '--kid', 'p12']
    expect((await admin(argv)).code).toBe(3)
    expect(await admin([...argv, '--key-password-file', 'password.txt'])).toMatchObject({
      code: 0,
      stderr: '',
    })
  })

  it('does not remove the key that the session signs with unless it is told to', async () => {
    const { admin } = adminBench()
    const { kid } = JSON.parse(readFileSync(sandboxFile('consumer.jwk.json'), 'utf8'))
    const session = ['--client-id', CLIENT_IDS.key]
    const outcome = await admin(['key', 'remove', CLIENT_IDS.key, kid, ...session], { typed: 'y' })
    expect({ code: outcome.code, sent: outcome.sent }).toEqual({ code: 10, sent: [] })
    expect(outcome.stderr.split('\n')[0]).toBe(
      `mp: error: key "${kid}" of client "${CLIENT_IDS.key}" is to be removed in environment "sandbox", on which this very session runs`,
    )
    const other = await admin(['key', 'remove', CLIENT_IDS.key, 'other', ...session], { typed: 'y' })
    expect(other.code).toBe(4)
    expect((await admin(['key', 'remove', CLIENT_IDS.key, kid, ...session, '--yes'])).code).toBe(0)
  })

  it('does not deactivate the client that the session runs as unless it is told to', async () => {
    const { admin } = adminBench()
    const argv = ['client', 'delete', CLIENT_IDS.key, '--client-id', CLIENT_IDS.key]
    const outcome = await admin(argv, { typed: 'y' })
    expect({ code: outcome.code, sent: outcome.sent }).toEqual({ code: 10, sent: [] })
    expect(outcome.stderr).toContain('on which this very session runs')
    expect(asked(await admin([...argv, '--yes']))).toEqual([`DELETE /clients/${CLIENT_IDS.key}`])
  })

  it('does not take from the session’s own client what it administers with unless it is told to', async () => {
    const { admin } = adminBench()
    const update = ['client', 'update', CLIENT_IDS.key, '--client-id', CLIENT_IDS.key, '--remove-scope']
    const outcome = await admin([...update, 'idporten:dcr.write'], { typed: 'y' })
    expect({ code: outcome.code, sent: outcome.sent }).toEqual({ code: 10, sent: [] })
    expect((await admin([...update, 'brreg:losore/tlg'])).code).toBe(0)
    expect((await admin([...update, 'idporten:dcr.write', '--yes'])).code).toBe(0)
    expect((await admin([...update, 'brreg:losore/utlegg'])).stderr).toMatch(/^mp: error: .* refused/)
  })
})
