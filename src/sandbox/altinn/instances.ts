import { TEST_OWNER } from './service-owners.js'

/** An instance of an app, in no more than its ids and how far it has come (Altinn: storage). */
export interface Instance {
  /** `<party id>/<guid>`. */
  id: string
  instanceOwner: { partyId: string }
  /** `<org>/<app>`. */
  appId: string
  org: string
  process: { started: string; ended: string | null; currentTask: { elementId: string } | null }
  status: { isArchived: boolean; archived: string | null }
  created: string
  data: { id: string; dataType: string; contentType: string }[]
}

const APPS = ['digdir/sandkasse-skjema', 'digdir/sandkasse-melding', `${TEST_OWNER}/sandkasse-prove`]
/** Two pages and a half for each app. */
const EACH = 25
const PARTIES = 8
const FIRST_PARTY = 51_000_001
const FIRST_CREATED = Date.UTC(2023, 0, 2, 8)
const DAY_MS = 24 * 60 * 60 * 1000

/** Every instance there is, the same in every sandbox, oldest first. */
export const INSTANCES: readonly Instance[] = Array.from({ length: APPS.length * EACH }, (_, at) =>
  makeInstance(at),
)

function makeInstance(at: number): Instance {
  const appId = APPS[at % APPS.length] as string
  const partyId = String(FIRST_PARTY + (Math.floor(at / APPS.length) % PARTIES))
  const created = instant(at)
  const archived = at % 4 === 0 ? instant(at + 1) : null
  return {
    id: `${partyId}/${guid('1257', at)}`,
    instanceOwner: { partyId },
    appId,
    org: appId.split('/')[0] as string,
    process: { started: created, ended: archived, currentTask: archived ? null : { elementId: 'Task_1' } },
    status: { isArchived: archived !== null, archived },
    created,
    data: [{ id: guid('da7a', at), dataType: 'skjema', contentType: 'application/xml' }],
  }
}

function instant(at: number): string {
  return new Date(FIRST_CREATED + at * DAY_MS).toISOString()
}

function guid(kind: string, at: number): string {
  return `5a4db0c5-${kind}-4000-8000-${String(at + 1).padStart(12, '0')}`
}
