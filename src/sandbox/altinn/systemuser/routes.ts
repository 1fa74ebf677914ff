import type { Office } from '../../office.js'
import type { Route } from '../../routes.js'

/** What is a vendor's; the rest of these APIs is for Altinn's own pages. */
const BELOW =
  /^\/authentication\/api\/v1\/(?:systemregister|systemuser|systemuser\/(?:request|changerequest))\/vendor(?:\/|$)/i

/** The pages on which customers decide. */
const PAGES = /^\/accessmanagement\/ui\/systemuser\/(?:request|agentrequest|changerequest)$/

/** Whether a path is of a page on which customers decide. */
export function isForCustomer(path: string): boolean {
  return PAGES.test(path)
}

/** A vendor's side of Altinn's system register and system users, and the page on which the customer decides: loaded when somebody comes. */
export function systemUserRoutes(office: Office): Route[] {
  return [
    {
      path: BELOW,
      handle: async (request) => (await import('./resources.js')).systemUserHandler(office)(request),
    },
    {
      path: PAGES,
      methods: ['GET', 'HEAD', 'POST'],
      handle: async (request) => (await import('./confirm.js')).confirmHandler(office)(request),
    },
  ]
}
