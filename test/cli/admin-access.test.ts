import { describe, expect, it } from 'vitest'
import { adminBench, asked, steady } from './support/admin-bench.js'

const SCOPE = 'sandkasse:arkiv.read'
const CREATE = ['--prefix', 'sandkasse', '--subscope', 'arkiv.read', '--description', 'Arkivet']

/** A bench with that scope on it, and its commands, which are to succeed. */
async function benchWithScope() {
  const { admin, client } = adminBench()
  async function done(...argv: string[]): Promise<string> {
    const { code, stdout, stderr } = await admin(argv)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return steady(stdout)
  }
  await done('scope', 'create', ...CREATE)
  return { admin, client, done }
}

describe('mp admin scope', () => {
  it('creates a scope with its details, and shows it', async () => {
    const { done } = await benchWithScope()
    const details = [
      '--visibility',
      'private',
      '--at-max-age',
      '120',
      '--accessible-for-all',
      '--long-description',
      'Alt',
    ]
    const created = await done('scope', 'create', ...CREATE.with(3, 'arkiv.write'), ...details)
    expect(created.split('\n')).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^name +sandkasse:arkiv\.write$/),
        expect.stringMatching(/^visibility +PRIVATE$/),
        expect.stringMatching(/^at_max_age +120$/),
        expect.stringMatching(/^accessible_for_all +true$/),
        expect.stringMatching(/^long_description +Alt$/),
      ]),
    )
    expect(await done('scope', 'show', 'sandkasse:arkiv.write')).toBe(created)
  })

  it('lists one’s own scopes', async () => {
    const { done } = await benchWithScope()
    expect((await done('scope', 'list')).split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^SCOPE +VISIBILITY +FOR ALL +ACTIVE +DESCRIPTION$/),
      ...[expect.any(String), expect.any(String)],
    ])
    expect(await done('scope', 'list')).toMatch(/^sandkasse:arkiv\.read +PUBLIC +no +yes +Arkivet$/m)
  })

  it('changes what is named, and nothing else', async () => {
    const { admin, done } = await benchWithScope()
    const show = async () => JSON.parse((await admin(['scope', 'show', SCOPE, '--json'])).stdout)
    const before = await show()
    await done('scope', 'update', SCOPE, '--description', 'Hele arkivet')
    expect(await show()).toEqual({ ...before, description: 'Hele arkivet', last_updated: expect.any(String) })
  })

  it('deactivates a scope', async () => {
    const { done } = await benchWithScope()
    expect(await done('scope', 'delete', SCOPE, '--yes')).toBe(`scope ${SCOPE} is deactivated\n`)
    expect(await done('scope', 'list')).not.toContain(SCOPE)
    expect(await done('scope', 'list', '--inactive')).toMatch(/^sandkasse:arkiv\.read +PUBLIC +no +no/m)
  })

  it('finds scopes in the public list by name and description', async () => {
    const { done } = await benchWithScope()
    const found =
      'SCOPE                 OWNER      FOR ALL  DESCRIPTION\nsandkasse:arkiv.read  310904473  no       Arkivet\n'
    expect(await done('scope', 'search', 'ARKIVET')).toBe(found)
    expect(await done('scope', 'search', 'kasse:arkiv')).toBe(found)
    expect(await done('scope', 'search', 'finnes ikke')).toBe('no such scopes\n')
  })
})

describe('mp admin access', () => {
  it('grants, lists and revokes, with a number in any form', async () => {
    const { admin, done } = await benchWithScope()
    expect(await done('access', 'list', SCOPE)).toBe('no organisation has access\n')
    const granted = await admin(['access', 'grant', SCOPE, 'NO 313 725 138 MVA'])
    expect(asked(granted)).toEqual([`PUT /scopes/access/313725138?scope=${encodeURIComponent(SCOPE)}`])
    expect(steady(granted.stdout)).toBe(
      [
        `scope           ${SCOPE}`,
        'state           APPROVED',
        'consumer_orgno  313725138',
        'owner_orgno     310904473',
        'created         <time>',
        'last_updated    <time>',
        '',
      ].join('\n'),
    )
    expect(await done('access', 'list', SCOPE)).toBe(
      'ORGANISATION  STATE     CHANGED\n313725138     APPROVED  <time>\n',
    )
    expect(await done('access', 'revoke', SCOPE, '0192:313725138', '--yes')).toBe(
      `organisation 313725138 has no access to ${SCOPE} any more\n`,
    )
    expect(await done('access', 'list', SCOPE)).not.toContain('APPROVED')
  })
})

describe('mp admin onbehalfof', () => {
  it('adds, lists and removes', async () => {
    const { client, done } = await benchWithScope()
    const id = await client()
    expect(await done('onbehalfof', 'list', id)).toBe('none\n')
    const added = await done(
      'onbehalfof',
      'add',
      id,
      '--id',
      'bergen',
      '--name',
      'Bergen havn',
      '--orgnr',
      '313725138',
    )
    expect(added).toMatch(/^name +Bergen havn\nonbehalfof +bergen\n/)
    expect(await done('onbehalfof', 'list', id)).toBe(
      'ID      ORGANISATION  NAME         CHANGED\nbergen  313725138     Bergen havn  <time>\n',
    )
    expect(await done('onbehalfof', 'remove', id, 'bergen', '--yes')).toBe(
      `client ${id} does not act on behalf of bergen any more\n`,
    )
    expect(await done('onbehalfof', 'list', id)).toBe('none\n')
  })
})

describe('mp admin delegation-sources', () => {
  it('lists them', async () => {
    const { done } = await benchWithScope()
    expect(await done('delegation-sources')).toBe('NAME    ISSUER\naltinn  https://tt02.altinn.no/\n')
  })
})
