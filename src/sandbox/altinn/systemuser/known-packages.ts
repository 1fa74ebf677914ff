/** Access packages by their last part. */
const URN = /^urn:altinn:accesspackage:([a-z0-9-]+)$/

/** Packages that a firm is given by its clients, and that no customer gives of its own (Altinn: access packages of accountants, auditors and property managers). */
const FOR_CLIENTS = [
  'regnskapsforer-med-signeringsrettighet',
  'regnskapsforer-uten-signeringsrettighet',
  'regnskapsforer-lonn',
  'ansvarlig-revisor',
  'revisormedarbeider',
  'forretningsforer-eiendom',
]

/** Altinn has more packages than this list could follow: every one exists, but for the ones that are there to be refused. */
export const REFUSED_PACKAGES = {
  /** AUTH.VLD-00008. */
  missing: 'urn:altinn:accesspackage:sandkasse-finnes-ikke',
  /** The same: it exists, and nobody may pass it on. */
  undelegable: 'urn:altinn:accesspackage:sandkasse-ikke-delegerbar',
} as const

/** Whether Altinn has such a package, and lets it be passed on. */
export function isDelegablePackage(urn: string): boolean {
  return URN.test(urn) && !Object.values<string>(REFUSED_PACKAGES).includes(urn)
}

export function isForClients(urn: string): boolean {
  return FOR_CLIENTS.includes(URN.exec(urn)?.[1] ?? '')
}
