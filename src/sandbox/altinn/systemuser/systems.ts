import type { HttpResponse } from '../../../protocol/http.js'
import { json } from '../../answer.js'
import type { RegisteredSystem, SystemChange } from '../../state.js'
import { toPackages, toRights } from './body.js'
import { complain, refuseFaults } from './problem.js'
import { orgnrOf, type Proposal, readProposal } from './proposal.js'
import { keepSystem, livingSystem, mayWrite, ownSystem, systemCalled } from './system-of.js'
import {
  ADDRESS_RULES,
  CLIENT_RULES,
  faultsOf,
  NAMING_RULES,
  PACKAGE_RULES,
  RIGHT_RULES,
  VENDOR_RULES,
} from './system-rules.js'
import type { Visit } from './visit.js'

/** What a system may do, and who for; asked of a new system and of a changed one. */
const RULES = [...ADDRESS_RULES, ...CLIENT_RULES, ...RIGHT_RULES, ...PACKAGE_RULES]

/** `POST /systemregister/vendor`: Altinn's own id of the new system, as a JSON text. */
export function registerSystem(visit: Visit): HttpResponse {
  const { office, caller } = visit
  const { systems } = office.state
  const proposal = readProposal(visit)
  refuseFaults(faultsOf(VENDOR_RULES, proposal, systems))
  const vendor = orgnrOf(proposal.vendorId) ?? ''
  if (!mayWrite(vendor, caller)) complain(403, 'vendor.ID is not the token’s organisation')
  refuseFaults(faultsOf([...NAMING_RULES, ...RULES], proposal, systems))
  const internalId = office.newId()
  const { vendorId: _, ...described } = proposal
  const system = { ...described, internalId, vendor_orgno: vendor, isDeleted: false, changes: [] }
  keepSystem(visit, system, { changeType: 'Create', changedData: proposalFields(proposal) })
  return json(200, internalId)
}

/** `GET /systemregister/vendor`: the caller's systems, without those that are deleted. */
export function listSystems({ office, caller }: Visit): HttpResponse {
  const own = office.state.systems.filter((it) => it.vendor_orgno === caller.orgnr && !it.isDeleted)
  return json(
    200,
    own.map(({ id, vendor_orgno, name, description, rights, accessPackages, isVisible }) => ({
      systemId: id,
      systemVendorOrgNumber: vendor_orgno,
      name,
      description,
      rights,
      accessPackages,
      isVisible,
    })),
  )
}

/** `GET /systemregister/vendor/{systemId}`, also of one that is deleted. */
export function showSystem(visit: Visit): HttpResponse {
  const system = ownSystem(visit)
  const { isDeleted, vendor_orgno: vendor } = system
  return json(200, { ...proposalFields({ ...system, vendorId: `0192:${vendor}` }), isDeleted })
}

/** `PUT /systemregister/vendor/{systemId}`: the whole system anew. */
export function replaceSystem(visit: Visit): HttpResponse {
  const system = ownSystem(visit)
  const proposal = readProposal(visit)
  if (orgnrOf(proposal.vendorId) !== system.vendor_orgno)
    complain(404, 'there is no such system of this vendor’s')
  if (proposal.id !== system.id) {
    refuseFaults([{ number: 12, path: '/id', words: 'id is not the one in the address' }])
  }
  if (system.isDeleted) complain(400, 'the system is deleted')
  const { vendorId: _, ...described } = proposal
  return changed(visit, { ...system, ...described }, RULES, {
    changeType: 'Update',
    changedData: proposalFields(proposal),
  })
}

/** `PUT /systemregister/vendor/{systemId}/rights`: the whole list anew. */
export function replaceRights(visit: Visit): HttpResponse {
  const system = livingSystem(visit)
  const rights = toRights(visit.list, 'the body')
  const change = { changeType: 'RightsUpdate', changedData: rights } as const
  return changed(visit, { ...system, rights }, RIGHT_RULES, change)
}

/** `PUT /systemregister/vendor/{systemId}/accesspackages`: the whole list anew. */
export function replacePackages(visit: Visit): HttpResponse {
  const system = livingSystem(visit)
  const accessPackages = toPackages(visit.list, 'the body')
  const change = { changeType: 'AccessPackageUpdate', changedData: accessPackages } as const
  return changed(visit, { ...system, accessPackages }, PACKAGE_RULES, change)
}

/** `DELETE /systemregister/vendor/{systemId}`: its id stays taken, its clients are free, and its users get no token. */
export function deleteSystem(visit: Visit): HttpResponse {
  // Altinn speaks of an address that is wrong, and not of one where nothing is.
  if (systemCalled(visit.params[0], visit.office.state) === undefined)
    complain(400, 'there is no such system')
  const system = livingSystem(visit)
  keepSystem(visit, { ...system, isDeleted: true }, { changeType: 'Delete', changedData: null })
  return succeeded()
}

/** `GET /systemregister/vendor/{systemId}/changelog`: every change, the oldest first. */
export function listChanges(visit: Visit): HttpResponse {
  const { internalId, changes } = ownSystem(visit)
  const fields = ({ created, ...change }: SystemChange) => ({
    systemInternalId: internalId,
    ...change,
    created: new Date(created).toISOString(),
  })
  return json(200, changes.map(fields))
}

function changed(
  visit: Visit,
  system: RegisteredSystem,
  rules: Parameters<typeof faultsOf>[0],
  change: Pick<SystemChange, 'changeType' | 'changedData'>,
): HttpResponse {
  const proposal = { ...system, vendorId: `0192:${system.vendor_orgno}` }
  refuseFaults(faultsOf(rules, proposal, visit.office.state.systems))
  keepSystem(visit, system, change)
  return succeeded()
}

function succeeded(): HttpResponse {
  return json(200, { succeeded: true })
}

/** A system as Altinn writes it. */
function proposalFields(it: Proposal): Record<string, unknown> {
  return {
    id: it.id,
    vendor: { authority: 'iso6523-actorid-upis', ID: it.vendorId },
    name: it.name,
    description: it.description,
    rights: it.rights,
    accessPackages: it.accessPackages,
    clientId: it.clientId,
    allowedRedirectUrls: it.allowedRedirectUrls,
    isVisible: it.isVisible,
  }
}
