import { describe, expect, it } from 'vitest'
import { cacheDirectory, configDirectory, stateDirectory } from '../../src/profiles/directories.js'

const HOME = '/home/kari'

describe('stateDirectory', () => {
  it.each([
    [{}, '/home/kari/.local/state/maskinporten'],
    [{ XDG_STATE_HOME: '/var/state' }, '/var/state/maskinporten'],
    [{ XDG_STATE_HOME: '' }, '/home/kari/.local/state/maskinporten'],
    [{ XDG_CONFIG_HOME: '/etc/kari' }, '/home/kari/.local/state/maskinporten'],
  ])('with %j is %s', (env, directory) => {
    expect(stateDirectory(env, HOME)).toBe(directory)
  })
})

describe('configDirectory', () => {
  it.each([
    [{}, '/home/kari/.config/maskinporten'],
    [{ XDG_CONFIG_HOME: '/etc/kari' }, '/etc/kari/maskinporten'],
    [{ XDG_CONFIG_HOME: '' }, '/home/kari/.config/maskinporten'],
    [{ XDG_STATE_HOME: '/var/state' }, '/home/kari/.config/maskinporten'],
  ])('with %j is %s', (env, directory) => {
    expect(configDirectory(env, HOME)).toBe(directory)
  })
})

describe('cacheDirectory', () => {
  it.each([
    [{}, '/home/kari/.cache/maskinporten'],
    [{ XDG_CACHE_HOME: '/var/cache' }, '/var/cache/maskinporten'],
    [{ XDG_CACHE_HOME: '' }, '/home/kari/.cache/maskinporten'],
    [{ XDG_CACHE_HOME: 'cache' }, '/home/kari/.cache/maskinporten'],
    [{ MP_CACHE_DIR: '/tokens', XDG_CACHE_HOME: '/var/cache' }, '/tokens'],
    [{ MP_CACHE_DIR: 'tokens' }, '/project/tokens'],
    [{ MP_CACHE_DIR: '' }, '/home/kari/.cache/maskinporten'],
  ])('with %j is %s', (env, directory) => {
    expect(cacheDirectory(env, HOME, '/project')).toBe(directory)
  })
})

it('takes no notice of a relative directory, as the XDG specification has it', () => {
  expect(stateDirectory({ XDG_STATE_HOME: 'state' }, HOME)).toBe('/home/kari/.local/state/maskinporten')
  expect(configDirectory({ XDG_CONFIG_HOME: './config' }, HOME)).toBe('/home/kari/.config/maskinporten')
})
