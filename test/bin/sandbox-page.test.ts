import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { nodeFiles } from '../../src/platform/files.js'
import { attendedSandbox } from '../../src/sandbox/attended.js'
import { Stage } from '../../src/sandbox/scenarios/stage.js'
import { type Listening, listen } from '../../src/sandbox/server.js'
import { type OpenState, openState } from '../../src/sandbox/store.js'
import { JWT_BEARER } from '../sandbox/support/bench.js'
import { signJws, toX5c } from '../sandbox/support/grants.js'
import { openKeystore } from '../sandbox/support/keystores.js'
import { BROWSER, openBrowser, type Page } from '../support/browser.js'
import { CLIENT_IDS } from '../support/sandbox-files.js'

let page: Page
let state: OpenState
let server: Listening

const now = () => Math.floor(Date.now() / 1000)
const newId = () => crypto.randomUUID()

beforeAll(async () => {
  if (BROWSER === undefined) return
  page = await openBrowser(BROWSER)
  state = await openState(nodeFiles, join(inject('stateHome'), 'maskinporten', 'sandbox'), { now, newId })
}, 60_000)
afterAll(() => page?.close())
afterEach(() => server?.close())

async function begin(): Promise<Listening> {
  server = await listen((origin) => attendedSandbox({ state, origin, now, newId }, new Stage()), { port: 0 })
  return server
}

/** Asks for a token with the certificate. */
async function ask(claims: Record<string, unknown> = {}): Promise<number> {
  const files = state.paths.clients[CLIENT_IDS.certificate]
  if (!files || !('keystore' in files)) throw new Error('expected a keystore')
  const { key, chain } = openKeystore(files.keystore, readFileSync(files.password_file, 'utf8'))
  const good = {
    aud: `${server.origin}/`,
    iss: CLIENT_IDS.certificate,
    iat: now(),
    exp: now() + 60,
    jti: newId(),
    scope: 'brreg:losore/utlegg',
  }
  const assertion = signJws({ alg: 'RS256', x5c: chain.map(toX5c) }, { ...good, ...claims }, key)
  const body = new URLSearchParams({ grant_type: JWT_BEARER, assertion })
  return (await fetch(`${server.origin}/token`, { method: 'POST', body })).status
}

const text = (selector: string) =>
  page.evaluate<string>(`[...document.querySelectorAll('${selector}')].map((it) => it.innerText).join('\\n')`)
const shows = (selector: string) => expect.poll(() => text(selector), { timeout: 10_000 })

/** Keeps what the page looks like where it is asked for: this is how the pictures of the documentation are made. */
async function picture(name: string): Promise<void> {
  const folder = process.env.MP_SCREENSHOTS
  if (folder) writeFileSync(join(folder, `${name}.png`), await page.screenshot())
}

describe.skipIf(BROWSER === undefined)('the page, in a real browser (needs a Chromium)', () => {
  it('says where the sandbox is and whose clients it has, before anything has come', async () => {
    const { origin } = await begin()
    await page.open(`${origin}/`)
    await shows('#state').toBe('live')
    expect(await text('#issuer pre')).toBe(`${origin}/`)
    expect(await text('#clients')).toContain(`MP_SANDBOX=${origin}/ mp token --env sandbox`)
    expect(await text('#empty')).toContain('Nothing has come in yet.')
    await picture('sandbox-empty')
  })

  it('shows a grant that bought a token, as it comes', async () => {
    const { origin } = await begin()
    await page.open(`${origin}/`, { height: 1500 })
    await shows('#state').toBe('live')
    expect(await ask()).toBe(200)
    await shows('.verdict').toContain('Good: a token for brreg:losore/utlegg')
    expect(await text('.report summary')).toMatch(/✓ token/)
    expect(await text('.lines')).toMatch(/exp\n\d+\n\d\d:\d\d:\d\d UTC, in (?:60|5\d) s/)
    expect(await text('.lines')).toContain('leaf\nSANDKASSE AS\norganisation 310904473')
    expect(await text('.tally')).toMatch(/✓ \d\d held/)
    expect(await text('.rule.broken')).toBe('')
    await picture('sandbox-token')
  })

  it('shows why a grant was refused, rule by rule, and what to do about it', async () => {
    const { origin } = await begin()
    await page.open(`${origin}/`, { height: 1500 })
    await shows('#state').toBe('live')
    await ask()
    expect(await ask({ aud: origin, scope: 'brreg:losore/utleg' })).toBe(400)
    await shows('.verdict').toContain('Refused: invalid_grant, MP-110')
    expect(await text('.verdict')).toContain(`Write "${origin}/", closing slash included`)
    expect(await page.evaluate('document.querySelectorAll(".rule.broken").length')).toBe(2)
    await picture('sandbox-refused')
  })

  it('shows what came before it was opened, and again after the sandbox has been away', async () => {
    const { origin, port, close } = await begin()
    await ask()
    await page.open(`${origin}/`, { scheme: 'dark', width: 420 })
    await shows('.verdict').toContain('Good: a token for brreg:losore/utlegg')
    await picture('sandbox-narrow')
    await close()
    await shows('#state').toBe('not connected; trying again')
    server = await listen((at) => attendedSandbox({ state, origin: at, now, newId }, new Stage()), { port })
    await shows('#state').toBe('live')
    await shows('#empty').toContain('Nothing has come in yet.')
  })

  it('makes text, and nothing else, of what a stranger sends', async () => {
    const { origin } = await begin()
    await page.open(`${origin}/`)
    await shows('#state').toBe('live')
    const attack = '<script>document.title = "taken"</script><img src=x onerror="document.title = \'taken\'">'
    await ask({ [attack]: attack, scope: attack, iss: attack })
    await shows('.verdict').toContain('Refused')
    await fetch(`${origin}/${attack}`)
    await shows('.line').toContain('%3Cscript%3E')
    expect(await text('.lines')).toContain(attack)
    expect(await page.evaluate('document.querySelectorAll("#feed script, #feed img").length')).toBe(0)
    expect(await page.evaluate('document.title')).toBe('Maskinporten sandbox')
  })

  it('plays a scenario that is chosen on it', async () => {
    const { origin } = await begin()
    await page.open(`${origin}/`)
    await shows('#state').toBe('live')
    await page.evaluate(
      `document.getElementById('scenario').value = 'outage'; document.querySelector('#play button').click()`,
    )
    await shows('#playing').toBe('Playing: outage')
    expect(await ask()).toBe(503)
    await shows('.report summary').toContain('misbehaved')
  })

  it('lets a customer approve a system user, and delete it', async () => {
    const { origin } = await begin()
    const [system] = state.systems
    if (system === undefined) throw new Error('expected a system')
    const id = newId()
    const names = { system_id: system.id, party_orgno: '314250052', externalRef: 'avtale-1' }
    const asked = { rights: system.rights, accessPackages: [], integrationTitle: 'Sandkasse' }
    state.system_requests = [
      { id, kind: 'standard', ...names, ...asked, status: 'New', created: now() * 1000 },
    ]
    const user = () => state.system_users.find(({ systemuser_org }) => systemuser_org === '314250052')
    await page.open(`${origin}/accessmanagement/ui/systemuser/request?id=${id}&DONTCHOOSEREPORTEE=true`)
    await shows('h2').toBe('Sandbox asks for a system user')
    expect(await text('li')).toBe('sandkasse-ressurs')
    await picture('sandbox-customer')
    await page.evaluate(`document.querySelector('button[value=approve]').click()`)
    await shows('dl').toContain('approved')
    expect(await text('dl')).toContain(user()?.id)
    await picture('sandbox-customer-approved')
    await page.evaluate(`document.querySelector('button[value=withdraw]').click()`)
    await shows('button').toBe('')
    expect(user()).toBeUndefined()
  })

  it('breaks nothing of its own policy', () => {
    expect(
      page.complaints.filter(
        (it) => !/ERR_(CONNECTION_REFUSED|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)|40[04]|503/.test(it),
      ),
    ).toEqual([])
  })
})
