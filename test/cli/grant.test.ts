import { createPublicKey, verify, X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { mp, vector } from '../support/host.js'
import { CLIENT_IDS, claimsOf, headerOf } from '../support/sandbox-files.js'

const SANDBOX = ['grant', '--env', 'sandbox', '--scope', 'brreg:losore/utlegg']

describe('mp grant', () => {
  it('prints a signed grant and sends nothing, not even to look for a sandbox', async () => {
    const urls: string[] = []
    const { code, stdout, sent } = await mp(SANDBOX, {
      host: {
        sender:
          () =>
          async ({ url }) =>
            Promise.reject(urls.push(url)),
      },
    })
    expect({ code, sent, urls }).toEqual({ code: 0, sent: [], urls: [] })
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
  })

  it('says whose key it is where the sandbox does not know the client, and only then', async () => {
    const { code, stdout, stderr } = await mp([...SANDBOX, '--client-id', 'stranger'])
    expect([code, claimsOf(stdout).iss]).toEqual([0, 'stranger'])
    expect(stderr).toBe(
      `mp: warning: the sandbox knows no client "stranger": the key is that of its client ${CLIENT_IDS.certificate}\n`,
    )
    const own = [...SANDBOX, '--client-id', 'stranger', '--key', vector('openssl.p12')]
    expect((await mp(own, { env: { MP_KEY_PASSWORD: 'changeit' } })).stderr).not.toContain('stranger')
    expect((await mp([...SANDBOX, '--client-id', CLIENT_IDS.certificate])).stderr).toBe('')
  })

  it('prints grant, header and claims as one line of JSON', async () => {
    const { grant, header, claims, ...rest } = JSON.parse((await mp([...SANDBOX, '--json'])).stdout)
    expect(rest).toEqual({ schema: 'mp.grant/1' })
    expect({ header, claims }).toEqual({ header: headerOf(grant), claims: claimsOf(grant) })
  })

  it.each(['keytool.p12', 'openssl.p12'])('puts the whole chain of %s into x5c, leaf first', async (name) => {
    const { stdout } = await mp([...SANDBOX, '--key', vector(name)], { env: { MP_KEY_PASSWORD: 'changeit' } })
    const { x5c, kid } = headerOf(stdout) as { x5c: string[]; kid?: string }
    const chain = x5c.map((der) => new X509Certificate(Buffer.from(der, 'base64')))
    expect(kid).toBeUndefined()
    expect(chain).toHaveLength(3)
    expect(
      chain
        .slice(0, -1)
        .every((certificate, at) => certificate.checkIssued(chain[at + 1] as X509Certificate)),
    ).toBe(true)
  })

  it.each(['RS256', 'RS384', 'RS512'])('signs with %s', async (alg) => {
    const { stdout } = await mp([...SANDBOX, '--alg', alg, '--key', vector('openssl.p12')], {
      env: { MP_KEY_PASSWORD: 'changeit' },
    })
    const [header = '', claims = '', signature = ''] = stdout.trim().split('.')
    const [leaf = ''] = headerOf(stdout).x5c as string[]
    const key = createPublicKey(
      new X509Certificate(Buffer.from(leaf, 'base64')).publicKey.export({ format: 'pem', type: 'spki' }),
    )
    const signed = Buffer.from(`${header}.${claims}`)
    expect(verify(`sha${alg.slice(2)}`, signed, key, Buffer.from(signature, 'base64url'))).toBe(true)
  })

  it('names a registered key with kid, and then sends no certificate', async () => {
    const { stdout } = await mp([...SANDBOX, '--client-id', CLIENT_IDS.key])
    expect(headerOf(stdout)).toEqual({ alg: 'RS256', kid: expect.stringMatching(/^mp-sandbox-/) })
    const withKid = await mp([...SANDBOX, '--key', vector('openssl.p12'), '--kid', 'mine'], {
      env: { MP_KEY_PASSWORD: 'changeit' },
    })
    expect(headerOf(withKid.stdout)).toEqual({ alg: 'RS256', kid: 'mine' })
  })

  it('makes another jti each time', async () => {
    const [one, other] = [await mp(SANDBOX), await mp(SANDBOX)].map(({ stdout }) => claimsOf(stdout).jti)
    expect(one).not.toBe(other)
  })
})
