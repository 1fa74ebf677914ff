import type { Right } from '../../state.js'

const RESOURCE = 'urn:altinn:resource'
/** As Altinn's resource registry lets a resource be named, apps among them (Altinn: resource registry). */
const NAME = /^[a-z0-9_-]+$/

/** The sandbox has no resource registry: every name that could be in one is, but for the ones that are there to be refused. */
export const REFUSED_RESOURCES = {
  /** AUTH.VLD-00003. */
  missing: 'sandkasse-finnes-ikke',
  /** AUTH.VLD-00017: for clients of Maskinporten, and not for system users. */
  undelegable: 'sandkasse-maskinportenskjema',
} as const

/** Every resource that rights speak of. */
export function resourcesOf(rights: readonly Right[]): Right['resource'] {
  return rights.flatMap(({ resource }) => resource)
}

export function isResourceId({ id }: Right['resource'][number]): boolean {
  return id === RESOURCE
}

export function isKnownResource({ value }: Right['resource'][number]): boolean {
  return NAME.test(value) && value !== REFUSED_RESOURCES.missing
}

export function isDelegableResource({ value }: Right['resource'][number]): boolean {
  return value !== REFUSED_RESOURCES.undelegable
}

/** A right as one word, the same for the same resources in any order. */
export function keyOf({ resource }: Right): string {
  return JSON.stringify(resource.map(({ id, value }) => [id, value]).toSorted())
}
