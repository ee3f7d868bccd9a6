import type { Pair, Request } from '../model/request.ts'

/** The pair everything downstream works with: the profile's own unless a round has chosen another. Pure. */
export const effectivePair = ({ profile, overrides }: Request): Pair =>
  overrides.pair ?? profile.pair
