import { beforeEach, describe, expect, it } from 'vitest'
import { CLIENT_IDS } from '../../../../src/sandbox/registry.js'
import { ORIGIN } from '../../support/bench.js'
import { codesIn } from './support/provoked.js'
import {
  CUSTOMER,
  changeOf,
  FOR_CLIENTS,
  GOOD_REQUEST,
  type Json,
  LISTED,
  openVendor,
  REGISTER,
  REQUEST,
  right,
  SYSTEM,
  type Vendor,
} from './support/vendor.js'

let vendor: Vendor
let request: Json
beforeEach(async () => {
  vendor = await openVendor().registered()
  request = await vendor.asked()
})

const HTML = { accept: 'text/html,*/*;q=0.8' }
const seen = async () => (await vendor.get(200, 'GET', `${REQUEST}/${request.id}`)).status

describe('the customer’s page', () => {
  it('says who asks for what, and offers to approve and to reject', async () => {
    const { status, headers, body } = await vendor.look(request.confirmUrl)
    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
    for (const text of [
      'Accounts',
      SYSTEM,
      CUSTOMER,
      'avtale-1',
      'skd-mva',
      'value="approve"',
      'value="reject"',
    ])
      expect(body).toContain(text)
    expect(body).not.toContain('value="withdraw"')
  })

  it('runs no script, loads nothing, stands in no frame, and sends its form to the sandbox alone', async () => {
    const { headers, body } = await vendor.look(request.confirmUrl)
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(
        /^default-src 'none'; style-src 'sha256-[\w+/=]+'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/,
      ),
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin',
    })
    expect(body).not.toMatch(/<script|https?:/)
  })

  it('makes text, and nothing else, of what a vendor wrote', async () => {
    const attack = '"><script>alert(1)</script>'
    const { confirmUrl } = await vendor.get(201, 'POST', REQUEST, {
      ...GOOD_REQUEST,
      externalRef: attack,
    })
    const { body } = await vendor.look(confirmUrl)
    expect(body).not.toContain('<script')
    expect(body).toContain('&#34;&#62;&#60;script&#62;')
  })

  it('shows what came of it, with the way back to the vendor, and then no more to decide', async () => {
    const redirectUrl = 'https://regnskap.example/ferdig?a=1&b=2'
    const { confirmUrl } = await vendor.asked(undefined, { externalRef: 'avtale-2', redirectUrl })
    const { status, body } = await vendor.decide(confirmUrl, { decision: 'approve' }, HTML)
    expect(status).toBe(200)
    expect(body).toContain('approved')
    expect(body).toContain('href="https://regnskap.example/ferdig?a=1&#38;b=2"')
    expect(body).not.toContain('value="approve"')
    expect(body).toContain('value="withdraw"')
  })

  it('shows a change with what is to go', async () => {
    const user = await vendor.user({ externalRef: 'avtale-2' })
    const { confirmUrl } = await vendor.get(201, 'POST', changeOf(user), {
      requiredAccessPackages: [LISTED],
      unwantedRights: [right('skd-mva')],
    })
    const { body } = await vendor.look(confirmUrl)
    expect(body).toMatch(/Access packages<\/h3>.*skattnaering/)
    expect(body).toMatch(/Rights to be taken away<\/h3>.*skd-mva/)
  })

  it('says in words to a person why a decision was not taken, and to a program with a report', async () => {
    const form = { decision: 'approve', role: 'employee' }
    const { status, headers, body } = await vendor.decide(request.confirmUrl, form, HTML)
    expect([status, headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(body).toContain('Altinn says no: AUTH-00066')
    expect(codesIn(await vendor.decide(request.confirmUrl, form))).toEqual(['AUTH-00066'])
  })

  it('is for requests of its own kind', async () => {
    const answer = await vendor.look(`${request.confirmUrl}`.replace('/request?', '/changerequest?'))
    expect([answer.status, codesIn(answer)]).toEqual([404, ['AUTH-00010']])
  })
})

describe('a decision', () => {
  it('to approve makes a system user for the system’s clients', async () => {
    const { body } = await vendor.decide(request.confirmUrl, { decision: 'approve' })
    const user = vendor.state.system_users.at(-1)
    expect(JSON.parse(body)).toEqual({ ...request, status: 'Accepted', systemUserId: user?.id })
    expect(user).toMatchObject({
      systemuser_org: CUSTOMER,
      externalRef: 'avtale-1',
      system_id: SYSTEM,
      client_ids: [CLIENT_IDS.key],
      granted: { userType: 'standard', rights: [right('skd-mva')] },
    })
    expect(await seen()).toBe('Accepted')
  })

  it('to approve one for clients makes one of that kind', async () => {
    await vendor.askedForAgent('approve')
    expect(vendor.state.system_users.at(-1)?.granted).toMatchObject({
      userType: 'agent',
      accessPackages: [FOR_CLIENTS],
    })
  })

  it('to reject makes none', async () => {
    const users = vendor.state.system_users
    const { body } = await vendor.decide(request.confirmUrl, { decision: 'reject' })
    expect(JSON.parse(body)).toEqual({ ...request, status: 'Rejected' })
    expect([await seen(), vendor.state.system_users]).toEqual(['Rejected', users])
  })

  it('to delete the system user leaves the request accepted', async () => {
    await vendor.decide(request.confirmUrl, { decision: 'approve' })
    const users = vendor.state.system_users.length
    expect((await vendor.decide(request.confirmUrl, { decision: 'withdraw' })).status).toBe(200)
    expect([await seen(), vendor.state.system_users.length]).toEqual(['Accepted', users - 1])
    const again = await vendor.decide(request.confirmUrl, { decision: 'withdraw' })
    expect(codesIn(again)).toEqual(['AUTH-00015'])
  })

  it('of someone without the role leaves it open for someone with it', async () => {
    await vendor.decide(request.confirmUrl, { decision: 'approve', role: 'employee' })
    expect(await seen()).toBe('New')
    await vendor.decide(request.confirmUrl, { decision: 'approve', role: 'manager', party: CUSTOMER })
    expect(await seen()).toBe('Accepted')
  })

  it('to reject needs no role', async () => {
    await vendor.decide(request.confirmUrl, { decision: 'reject', role: 'employee' })
    expect(await seen()).toBe('Rejected')
  })

  it('comes too late for a system that is deleted, or a system user that is there by now', async () => {
    const { state } = vendor
    state.system_users = [
      ...state.system_users,
      { id: 'x', systemuser_org: CUSTOMER, externalRef: 'avtale-1', system_id: SYSTEM, client_ids: [] },
    ]
    const there = await vendor.decide(request.confirmUrl, { decision: 'approve' })
    expect(codesIn(there)).toEqual(['AUTH-00004'])
    await vendor.get(200, 'DELETE', `${REGISTER}/${SYSTEM}`)
    expect(codesIn(await vendor.decide(request.confirmUrl, { decision: 'approve' }))).toEqual(['AUTH-00011'])
  })

  it.each([
    [{}, {}, 400],
    [{ decision: 'perhaps' }, {}, 400],
    [{ decision: 'approve', role: 'king' }, {}, 400],
    [{ decision: 'approve' }, { 'content-type': 'application/json' }, 415],
  ] as const)('that is none is refused: %j %j', async (form, headers, status) => {
    expect((await vendor.decide(request.confirmUrl, form, headers)).status).toBe(status)
    expect(await seen()).toBe('New')
  })

  it('that cannot be kept is none', async () => {
    vendor.disk.full = true
    for (const decision of ['approve', 'reject', 'escalate'])
      expect((await vendor.decide(request.confirmUrl, { decision })).status).toBeGreaterThan(399)
    expect(await seen()).toBe('New')
  })

  it('to leave it to another keeps it open, and tells the vendor', async () => {
    await vendor.decide(request.confirmUrl, { decision: 'escalate', role: 'employee' })
    const escalated = await vendor.get(200, 'GET', `${REQUEST}/${request.id}`)
    expect(escalated).toEqual({ ...request, escalated: true })
    expect((await vendor.look(request.confirmUrl)).body).toContain(
      'waits for an answer, of an access manager',
    )
    await vendor.decide(request.confirmUrl, { decision: 'approve' })
    expect(await seen()).toBe('Accepted')
  })
})

describe('another site', () => {
  const approve = (headers: Record<string, string>) =>
    vendor.decide(request.confirmUrl, { decision: 'approve' }, headers)

  it.each([
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    { 'sec-fetch-site': 'same-site', origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { host: 'evil.example', origin: 'http://evil.example' },
  ])('cannot decide: %j', async (headers) => {
    expect((await approve(headers as Record<string, string>)).status).toBe(403)
    expect(await seen()).toBe('New')
  })

  it('cannot look by a name of its own', async () => {
    expect((await vendor.look(request.confirmUrl, { host: 'evil.example' })).status).toBe(403)
  })

  it('may lead here, and the page’s own form decides', async () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    expect((await vendor.look(request.confirmUrl, link)).status).toBe(200)
    expect((await approve({ 'sec-fetch-site': 'same-origin', origin: ORIGIN })).status).toBe(200)
  })
})
