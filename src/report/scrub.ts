/** What stands where a secret stood. */
export const hidden = '***'

const rules: readonly (readonly [RegExp, string])[] = [
  // Keys and certificates in PEM form, also cut off.
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g, hidden],
  // The part of a URL that names a user, with or without a password.
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+@/gi, `$1${hidden}@`],
  // A URL's query can carry a signature or a token.
  [/([a-z][a-z0-9+.-]*:\/\/[^\s?"']+)\?[^\s"']*/gi, `$1?${hidden}`],
  [/\b(bearer|basic|negotiate)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:token|key|auth)[\w-]*)(["']?\s*[:=]\s*).*/gi,
    `$1$2${hidden}`,
  ],
  [
    /([\w.-]*(?:passw(?:or)?d|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]key(?:-data)?|credentials?|auths?|identitytoken)[\w.-]*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}\]]+)/gi,
    `$1${hidden}`,
  ],
  // The words on a command line that follow a flag for a secret.
  [/(--?(?:password|passwd|token|secret|api-key|auth)[= ])\S+/gi, `$1${hidden}`],
  // Issuers' own prefixes.
  [
    /\b(gh[pousr]_|github_pat_|glpat-|dckr_pat_|dckr_oat_|xox[abeprs]-|sk-|sk_live_|npm_|hf_|pypi-|ya29\.|AIza|AKIA|ASIA|LTAI|eyJ)[\w./+=-]{6,}/g,
    hidden,
  ],
]

/** 16 characters and more that change between letters and digits as no word does; a sha256 digest is not that. */
const isToken = (word: string): boolean =>
  !/^[a-f0-9]{64}$/.test(word) && (word.match(/[a-z]\d|\d[a-z]/gi)?.length ?? 0) >= 3

const words = /[A-Za-z\d+]{16,}/g

/** Takes secrets out of text of any origin: what is known to be one, what is labelled as one, what looks like one. Pure. */
export const scrubSecrets = (text: string, known: readonly string[]): string => {
  const without = known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
  const ruled = rules.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), without)
  return ruled.replace(words, (word) => (isToken(word) ? hidden : word))
}

const secretName =
  /TOKEN|SECRET|PASS(WORD|WD|PHRASE)?$|PASSWORD|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL|AUTH|COOKIE|SESSION|SIGNATURE|_KEY$/i

const shortest = 4

/** User and password in a URL, as written and decoded. */
const userinfo = (value: string): readonly string[] => {
  const found = /^[a-z][a-z0-9+.-]*:\/\/([^\s/@]+)@/i.exec(value)?.[1]
  if (found === undefined) return []
  const [, password = ''] = /^[^:]*:(.*)$/.exec(found) ?? []
  const decoded = password.includes('%') ? decodeURIComponentSafely(password) : password
  return [found, password, decoded]
}

const decodeURIComponentSafely = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Values that must never be shown, from an environment: what a telling name holds, and every URL's password. Longest first. Pure. */
export const secretsIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const values = Object.entries(env).flatMap(([name, value = '']) => [
    ...(secretName.test(name) ? [value] : []),
    ...userinfo(value),
  ])
  return [...new Set(values)]
    .filter((value) => value.length >= shortest && !/^(\/|true$|false$|\d+$)/.test(value))
    .toSorted((a, b) => b.length - a.length)
}

const plainSegment = (segment: string): boolean => {
  if (/^\d{0,6}$/.test(segment)) return true
  if (segment.length > 28 || !/^[\p{L}\d]+$/u.test(segment)) return false
  const turns = segment.match(/\p{L}\d|\d\p{L}/gu)?.length ?? 0
  const humps = segment.match(/\p{Ll}\p{Lu}/gu)?.length ?? 0
  return turns <= 2 && humps <= 3 && !(turns > 0 && humps > 0 && segment.length > 10)
}

const isPlain = (word: string): boolean =>
  /^(sha256:)?[a-f0-9]{64}$/.test(word) || word.split(/[^\p{L}\d]+/u).every(plainSegment)

/** Keeps ordinary words, numbers, versions, paths and digests of a tool's text; everything else becomes `…`. Pure. */
export const keepPlainWords = (text: string): string =>
  text.replace(/\S+/g, (word) => (isPlain(word) ? word : '…'))
