import { join } from 'node:path'
import type { Files, Host } from '../../host.js'
import { APIS } from '../../profiles/apis.js'
import { knownEnvironments } from '../../profiles/choose.js'
import { profileNames } from '../../profiles/from-file.js'
import { knownApis } from '../../profiles/known-apis.js'
import { type ConfigSource, loadConfig } from '../../profiles/load.js'
import { type OpenResolved, resolveOpenly } from '../../profiles/resolve.js'
import type { RawOptions } from '../options/option.js'
import { configPlace } from '../read-request.js'
import type { Candidate, Unknown } from './place.js'

/**
 * What is known of a kind of value with these flags before it. Reads configuration files and nothing else; what is wrong in
 * them leaves out what they would have said.
 */
export async function knownValues(kind: Unknown, raw: RawOptions, host: Host): Promise<Candidate[]> {
  const sources = await readSources(raw, host)
  if (kind === 'profile') return profiles(sources)
  if (kind === 'environment') return environments(sources)
  const resolved = resolve(raw, host, sources)
  return kind === 'api' ? apis(resolved) : scopes(resolved, kind === 'any-scope')
}

async function readSources(raw: RawOptions, host: Host): Promise<ConfigSource[]> {
  const { config } = raw
  const named = typeof config === 'string' && config !== '' ? { config: fromHome(config, host) } : {}
  return loadConfig(configPlace(named, host), regularFiles(host.files)).catch(() => [])
}

/** The shell has not replaced it yet. */
function fromHome(path: string, { home }: Host): string {
  return path.startsWith('~/') ? join(home, path.slice(2)) : path
}

/** A pipe would be emptied, or waited for without end; a terminal would be read from. */
function regularFiles(files: Files): Files {
  const read: Files['read'] = (path, limit) =>
    files.size(path) === undefined ? undefined : files.read(path, limit)
  return { ...files, read }
}

function resolve(
  raw: RawOptions,
  { env, cwd }: Host,
  sources: readonly ConfigSource[],
): Partial<OpenResolved> {
  const { profile, env: environment } = raw
  const wish = {
    ...(typeof profile === 'string' && { profile }),
    ...(typeof environment === 'string' && { environment }),
  }
  try {
    return resolveOpenly({ wish, flags: { settings: {}, origin: () => '' }, env, cwd, sources })
  } catch {
    return {}
  }
}

function profiles(sources: readonly ConfigSource[]): Candidate[] {
  return profileNames(sources).map((value) => {
    const files = sources.filter(({ config }) => Object.hasOwn(config.profiles ?? {}, value))
    return { value, description: files.map(({ label }) => label).join(', ') }
  })
}

function environments(sources: readonly ConfigSource[]): Candidate[] {
  return knownEnvironments(sources).map(({ name, issuer, warning }) => ({
    value: name,
    description: warning ?? issuer,
  }))
}

/** Those that can be called where the environment is known. */
function apis({ environment, apis = {} }: Partial<OpenResolved>): Candidate[] {
  return knownApis({ environment: environment?.value, apis })
    .filter(({ baseUrl }) => baseUrl !== undefined || !environment)
    .map(({ name, builtIn, origin }) => ({ value: `${name}/`, description: builtIn?.title ?? origin }))
}

/** The profile's, and the catalogue's where the profile has none, where the sandbox gives any, or where all are wanted. */
function scopes({ settings, environment, apis = {} }: Partial<OpenResolved>, wantsAll: boolean): Candidate[] {
  const own = [
    settings?.scopes,
    ...Object.values(apis).map(({ value, origin }) => ({ value: value.scopes, origin })),
  ]
  const ofProfile = own.flatMap((place) =>
    (place?.value ?? []).map((value) => ({ value, description: place?.origin ?? '' })),
  )
  const isEnough = ofProfile.length > 0 && environment?.value.name !== 'sandbox' && !wantsAll
  return isEnough ? ofProfile : [...ofProfile, ...ofCatalogue()]
}

function ofCatalogue(): Candidate[] {
  return APIS.flatMap(({ title, scopes }) =>
    scopes.map(({ scope }) => ({ value: scope, description: title })),
  )
}
