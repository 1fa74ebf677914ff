import { passed, type Step, warned } from './step.js'

/** Files, variables and flags: whether they say all that a request takes. */
export const CONFIGURATION: Step = {
  name: 'configuration',
  needs: [],
  async run(chart, { configure }) {
    const configured = await configure()
    chart.configured = configured
    const { resolved, grant, warnings } = configured
    const { profile, environment } = resolved
    if (warnings.length > 0) return warned(warnings.join('; '))
    const whose = profile === undefined ? '' : `profile ${profile.value}, `
    return passed(`${whose}environment ${environment.value.name}, client ${grant.clientId}`)
  },
}
