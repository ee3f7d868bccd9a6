import compare from 'semver/functions/compare.js'
import gte from 'semver/functions/gte.js'
import lt from 'semver/functions/lt.js'
import major from 'semver/functions/major.js'
import minor from 'semver/functions/minor.js'
import satisfies from 'semver/functions/satisfies.js'
import valid from 'semver/functions/valid.js'
import validRange from 'semver/ranges/valid.js'

/** Order of two valid versions, a leading v allowed. Pure, like all here. */
export const compareVersions = (a: string, b: string): number => compare(a, b)

export const isVersion = (text: string): boolean => valid(text) !== null

export const isRange = (text: string): boolean => validRange(text) !== null

export const atLeast = (version: string, floor: string): boolean => gte(version, floor)

export const below = (version: string, floor: string): boolean => lt(version, floor)

/** Pre-releases count: `29.0.0-rc.1` satisfies `>=20.10`. */
export const inRange = (version: string, range: string): boolean =>
  satisfies(version, range, { includePrerelease: true })

/**
 * The version in a vendor's string (`20.10.24+dfsg1`, `19.03.13-ce`, `28.2.2-rc.1`, `17.06.2-ee-3`): its first numbers, two
 * or three of them, leading zeros dropped. Undefined for `dev` and the like. Source: docker-errors table, "take the first".
 */
export const vendorVersion = (text: string): string | undefined => {
  const found = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text)
  if (found === null) return undefined
  const [, major = '0', minorText = '0', patch = '0'] = found
  return [major, minorText, patch].map(Number).join('.')
}

/** Order of two Docker API versions such as 1.9 and 1.41. */
export const compareApi = (a: string, b: string): number => {
  const [left, right] = [a, b].map((api) => Number(api.split('.')[1] ?? '0'))
  return (left ?? 0) - (right ?? 0)
}

/** How many minor versions lie between two; another major is infinitely far. A vendor's suffix does not count. */
export const majorMinorGap = (a: string, b: string): number =>
  major(a) === major(b) ? Math.abs(minor(a) - minor(b)) : Number.POSITIVE_INFINITY

/** The first release of a version's minor: `v1.37.0` of `v1.37.2` and of `v1.37.0-rc.0`. */
export const minorOf = (version: string): string => `v${major(version)}.${minor(version)}.0`
