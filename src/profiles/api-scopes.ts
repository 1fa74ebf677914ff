import type { ScopeRule } from './apis/api.js'

const READING = ['GET', 'HEAD', 'OPTIONS']

/** The scopes whose rules fit path and method: those of a path before the general ones, the longest path first. */
export function fittingScopes(rules: readonly ScopeRule[], path: string, method: string): string[] {
  const kind = READING.includes(method.toUpperCase()) ? 'read' : 'write'
  const fitting = rules.filter(
    ({ when }) => isUnder(path, when?.path ?? '') && (when?.methods ?? kind) === kind,
  )
  const ordered = fitting.toSorted((one, other) => pathLength(other) - pathLength(one))
  return [...new Set(ordered.map(({ scope }) => scope))]
}

/** Whether a path is another or lies below it, segment by segment. */
export function isUnder(path: string, start: string): boolean {
  return path === start || path.startsWith(start.endsWith('/') ? start : `${start}/`) || start === ''
}

function pathLength({ when }: ScopeRule): number {
  return when?.path?.length ?? 0
}
