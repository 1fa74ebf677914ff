/** A path below the base of an API, and what may be done there by method. */
export interface Resource<Verb> {
  path: RegExp
  verbs: Readonly<Record<string, Verb>>
}

/** What a request is for: a verb with the parts of the path that are not the same for all, decoded; or the methods that there are instead. */
export type Found<Verb> = { verb: Verb; params: string[] } | { allow: string }

/** The first resource whose path fits answers; undefined where none does. Dots are no step up: `/scopes/access/..` is not `/scopes`. */
export function findVerb<Verb>(
  method: string,
  path: string,
  resources: readonly Resource<Verb>[],
): Found<Verb> | undefined {
  const resource = resources.find((it) => it.path.test(path))
  const params = (resource?.path.exec(path) ?? []).slice(1).map(decoded)
  if (resource === undefined || !params.every((it) => it !== undefined && it !== '.' && it !== '..'))
    return undefined
  const { verbs } = resource
  const name = method === 'HEAD' ? 'GET' : method
  if (!Object.hasOwn(verbs, name)) return { allow: Object.keys(verbs).join(', ') }
  return { verb: verbs[name] as Verb, params: params as string[] }
}

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}
