import type { Kept, Request } from './request.ts'

/** The request as the course and the user made it, whatever cluster exists. Pure. */
export const asAsked = ({ kept, ...request }: Request): Request =>
  kept === undefined ? request : { ...request, profile: { ...request.profile, ...kept.course } }

/** The request for a machine with this cluster: its driver and runtime stand in for the course's. Pure. */
export const keeping = (request: Request, cluster: Kept | undefined): Request => {
  const asked = asAsked(request)
  if (cluster === undefined) return asked
  const { driver, runtime } = asked.profile
  return {
    ...asked,
    profile: { ...asked.profile, driver: cluster.driver, runtime: cluster.runtime },
    kept: { ...cluster, course: { driver, runtime } },
  }
}
