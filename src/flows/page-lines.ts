import { MpError } from '../errors.js'
import { printable } from '../printable.js'
import type { HttpResponse } from '../protocol/http.js'
import { listPointers, toPointer } from '../protocol/json-pointer.js'
import { itemSlices, oneLine } from '../protocol/json-slices.js'
import type { PageRequest } from '../protocol/page.js'

export interface PlacedPage {
  request: PageRequest
  response: HttpResponse
  body: unknown
  isFirst: boolean
  isLast: boolean
}

/**
 * What is printed of a page, in whole lines: the page itself, or the items at the pointer. Throws where no list is there:
 * `MP_USAGE` on the first page, whose lists it names, and later `MP_PAGING`; but the last page may be without its list.
 */
export function pageLines(page: PlacedPage, pointer: readonly string[] | undefined): string {
  if (pointer === undefined) return `${oneLine(page.response.body)}\n`
  const slices = itemSlices(page.response.body, pointer)
  if (Array.isArray(slices)) return slices.map((slice) => `${slice}\n`).join('')
  if (page.isFirst) throw wrongPointer(page, pointer)
  if (slices === 'absent' && page.isLast) return ''
  const { method, url } = page.request
  throw new MpError(
    'MP_PAGING',
    `${method} ${printable(url)} answered with a page without a list at --items ${asArgument(toPointer(pointer))}`,
  )
}

function wrongPointer({ request: { method, url }, body }: PlacedPage, pointer: readonly string[]): MpError {
  const lists = listPointers(body).map((list) => `--items ${asArgument(list)}`)
  const instead = lists.length === 0 ? 'has none at all' : `has ${lists.join(', ')}`
  return new MpError(
    'MP_USAGE',
    `--items ${asArgument(toPointer(pointer))} finds no list in the answer to ${method} ${printable(url)}, which ${instead}`,
  )
}

/** Quoted where a shell would take it apart. */
function asArgument(pointer: string): string {
  return /^[\w./~:-]+$/.test(pointer) ? pointer : printable(JSON.stringify(pointer))
}
