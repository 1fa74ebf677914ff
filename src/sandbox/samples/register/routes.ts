import type { Handler } from '../../answer.js'
import type { ApiCourt } from '../../bearer.js'
import type { Route } from '../../routes.js'
import { type Complain, rettsstiftelseComplaint, utleggComplaint, withScope } from './complaints.js'
import { lookupHandler, SEARCHES } from './rettsstiftelse-lookup.js'
import { changeLogHandler, stockHandler } from './rettsstiftelse-pages.js'
import { distributorHandler, widePersonHandler } from './utlegg-lookup.js'
import { utleggLogHandler, utleggStockHandler } from './utlegg-pages.js'

const READ = ['GET', 'HEAD']
const RETTSSTIFTELSE = '/registerinfo/api/v2/rettsstiftelse'

/** A sample of Løsøreregisteret at the paths that brreg has it at: nothing in it is stored, random or real. */
export function registerRoutes(court: ApiCourt): Route[] {
  return [...utleggRoutes(court), ...rettsstiftelseRoutes(court)]
}

function utleggRoutes(court: ApiCourt): Route[] {
  const complain = utleggComplaint(court)
  const read = (path: string | RegExp, make: (court: ApiCourt, complain: Complain) => Handler): Route => {
    const handle = withScope('brreg:losore/utlegg', court, complain, make(court, complain))
    return { path, methods: READ, handle }
  }
  // The units' lists first: below the others, their name would be read as a time.
  const lists = (['/enheter', ''] as const).flatMap((units) => {
    const list = { onlyUnits: units !== '' }
    const stock = { ...list, name: 'totalbestand', path: `/utlegg/totalbestand${units}` } as const
    const log = { ...list, name: 'endringslogg', path: `/utlegg/endringslogg${units}` } as const
    return [
      read(stock.path, (...given) => utleggStockHandler(stock, ...given)),
      read(below(stock.path), (...given) => utleggStockHandler(stock, ...given)),
      read(below(log.path), (...given) => utleggLogHandler(log, ...given)),
    ]
  })
  return [
    read(below('/utlegg/personer'), (...given) => distributorHandler('personer', ...given)),
    read(below('/utlegg/enheter'), (...given) => distributorHandler('enheter', ...given)),
    read(below('/utlegg/personer-utvidet'), widePersonHandler),
    ...lists,
  ]
}

function rettsstiftelseRoutes(court: ApiCourt): Route[] {
  const complain = rettsstiftelseComplaint(court)
  const guard = (handler: Handler) => withScope('brreg:losore/tlg', court, complain, handler)
  const lookups = (Object.keys(SEARCHES) as (keyof typeof SEARCHES)[]).map((by) => ({
    path: below(`${RETTSSTIFTELSE}/${by}`),
    methods: READ,
    handle: guard(lookupHandler(by, court, complain)),
  }))
  const post = (name: string, handler: Handler): Route => ({
    path: `${RETTSSTIFTELSE}/${name}`,
    methods: ['POST'],
    handle: guard(handler),
  })
  return [
    ...lookups,
    post('totalbestand', stockHandler(court, complain)),
    post('endringslogg', changeLogHandler(court, complain)),
  ]
}

/** One segment below a path. */
function below(path: string): RegExp {
  return new RegExp(`^${path}/[^/]+$`)
}
