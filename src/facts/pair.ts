import { asAsked } from '../model/keep.ts'
import type { Pair, Request } from '../model/request.ts'

/** The pair everything downstream works with: that of an existing cluster, else what a round has chosen, else the profile's own. Pure. */
export const effectivePair = ({ profile, kept, overrides }: Request): Pair =>
  kept?.pair ?? overrides.pair ?? profile.pair

/** The pair without regard to an existing cluster. Pure. */
export const askedPair = (request: Request): Pair => effectivePair(asAsked(request))
