import { describe, expect, it } from 'vitest'
import { findProblems as findProblemsOn } from '../../src/profiles/find-problems.js'
import type { RawConfig } from '../../src/profiles/load.js'
import { memoryFiles } from '../support/ports.js'

/** Nothing is named that would have to be there. */
const findProblems = (files: readonly RawConfig[]) => findProblemsOn(files, memoryFiles())

function file(data: unknown, label = 'maskinporten.config.json'): RawConfig {
  return { path: `/project/${label}`, label, found: 'walked', bytes: new Uint8Array(), data }
}

describe('findProblems', () => {
  it('finds nothing in what is good', () => {
    const data = {
      defaultProfile: 'test',
      profiles: { test: {}, child: { extends: 'test' }, mine: { environment: 'local' } },
      environments: { local: { issuer: 'https://auth.example/' } },
    }
    expect(findProblems([file(data)])).toEqual([])
    expect(findProblems([])).toEqual([])
  })

  it('says of each problem which file it stands in', () => {
    const files = [
      file({ profiles: { t: { sopes: 1 } } }),
      file({ profiles: { t: { lifetime: 500 } } }, 'other.json'),
    ]
    expect(findProblems(files)).toEqual([
      {
        file: 'maskinporten.config.json',
        path: 'profiles.t.sopes',
        message: 'is not a setting that mp knows',
        suggestion: 'scopes',
      },
      { file: 'other.json', path: 'profiles.t.lifetime', message: 'must be at most 120 seconds' },
    ])
  })

  it.each([
    ['extends what is not there', { test: { extends: 'bse' }, base: { environment: 'test' } }, 'base'],
    ['names an environment that is not there', { mine: { environment: 'pord' } }, 'prod'],
  ])('finds a profile that %s', (_, profiles, suggestion) => {
    const [finding, ...more] = findProblems([file({ profiles })])
    expect(finding).toMatchObject({ file: null, path: `profiles.${Object.keys(profiles)[0]}`, suggestion })
    expect(more).toEqual([])
  })

  it('finds a profile that has no environment at all', () => {
    expect(findProblems([file({ profiles: { mine: {} } })])).toMatchObject([{ path: 'profiles.mine' }])
  })

  it('finds profiles that extend each other in a circle', () => {
    const profiles = { test: { extends: 'prod' }, prod: { extends: 'test' } }
    expect(findProblems([file({ profiles })]).map(({ path }) => path)).toEqual([
      'profiles.test',
      'profiles.prod',
    ])
  })

  it('finds a default profile that is not there, and says so once', () => {
    expect(findProblems([file({ defaultProfile: 'tset', profiles: { test: {} } })])).toMatchObject([
      { file: null, path: 'defaultProfile', suggestion: 'test' },
    ])
    expect(findProblems([file({ defaultProfile: 'test', profiles: { test: {} } })])).toEqual([])
  })

  it('takes the files together: what one lacks the other may have', () => {
    const project = file({
      defaultProfile: 'mine',
      profiles: { mine: { extends: 'base', environment: 'local' } },
    })
    const user = {
      profiles: { base: { environment: 'test' } },
      environments: { local: { issuer: 'https://x.example/' } },
    }
    expect(findProblems([project, file(user, 'config.json')])).toEqual([])
  })

  it('finds a token endpoint of another origin, also where no profile is for that environment', () => {
    const environments = { local: { issuer: 'https://a.example/', tokenEndpoint: 'https://b.example/token' } }
    expect(findProblems([file({ environments, profiles: { test: {} } })])).not.toEqual([])
    expect(findProblems([file({ environments })])).not.toEqual([])
  })
})
