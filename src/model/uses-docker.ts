import type { Reason } from './check.ts'
import type { Request } from './request.ts'

/** Why docker does not matter for this profile: another driver runs the node, or a runtime of its own. Undefined where it does. Pure. */
export const withoutDocker = ({ profile }: Request): Reason | undefined =>
  profile.driver === 'docker' || (profile.driver === 'none' && profile.runtime === 'docker')
    ? undefined
    : 'other-driver'
