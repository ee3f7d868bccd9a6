/** One way of logging in that a server offers. */
export interface Challenge {
  /** Lower case: `bearer`, `basic`. */
  readonly scheme: string
  /** Names in lower case. */
  readonly params: Readonly<Record<string, string>>
}

const wordSigns = String.raw`[\w!#$%&'*+.^|~${'`'}-]+`
const word = new RegExp(wordSigns, 'y')
const equals = /[ \t]*=[ \t]*/y
const quoted = /"((?:[^"\\]|\\[\s\S])*)"/y
const token68 = /[ \t]+[\w.~+/-]+=*[ \t]*(?=,|$)/y
const blanks = /[\s,]*/y
const rest = /[^,]*/y

/** Longer headers are nobody's. */
const longest = 8192

/**
 * Reads `WWW-Authenticate`, several headers joined by commas included; what cannot be read is passed over up to the next comma.
 * Source: RFC 9110 §11. Pure.
 */
export const parseChallenges = (header: string): readonly Challenge[] => {
  const text = header.slice(0, longest)
  const found: { scheme: string; params: Record<string, string> }[] = []
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) at = pattern.lastIndex
    return match
  }
  while (at < text.length) {
    take(blanks)
    const name = take(word)?.[0]
    if (name === undefined) {
      take(rest)
      continue
    }
    if (take(equals) === null) {
      found.push({ scheme: name.toLowerCase(), params: {} })
      take(token68)
      continue
    }
    const inQuotes = take(quoted)
    const value = inQuotes === null ? take(word)?.[0] : inQuotes[1]?.replaceAll(/\\([\s\S])/g, '$1')
    const params = found.at(-1)?.params
    if (value === undefined) take(rest)
    // The first one counts: a second realm is somebody's addition.
    else if (params !== undefined) params[name.toLowerCase()] ??= value
  }
  return found
}

/** The first challenge that registries use. Source: go-containerregistry pkg/v1/remote/transport/ping.go. Pure. */
export const chooseChallenge = (header: string | undefined): Challenge | undefined =>
  parseChallenges(header ?? '').find(({ scheme }) => scheme === 'bearer' || scheme === 'basic')
