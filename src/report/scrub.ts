/** What stands where a secret stood. */
export const hidden = '***'

// Every repetition that could start anywhere has a bound: a tool's output may be one line of a megabyte.

/** Labels after which a secret stands, in both languages; `bypass` and `compass` are none. */
const label =
  '(?:passw(?:or)?d|passphrase|(?<![a-z])pass|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|client[-_]key(?:-data)?|credentials?|auths?|identitytoken)'

/** `user:password@` of a URL, also with the signs in it that should have been encoded; a port before a path is none. */
const userinfoIn = String.raw`(?:[^\s/"']{1,500}|[^\s/@:"']{1,100}:(?!\d{1,5}\/)[^\s@"']{1,400})(?=@)`

const rules: readonly (readonly [RegExp, string])[] = [
  // Keys and certificates in PEM form, also cut off.
  [/-----BEGIN [A-Z ]+-----[\s\S]*?(-----END [A-Z ]+-----|$)/g, hidden],
  [new RegExp(String.raw`(\b[a-z][a-z0-9+.-]{0,20}:\/\/)${userinfoIn}`, 'gi'), `$1${hidden}`],
  // A URL's query or fragment can carry a signature or a token; a webhook's path is one.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s?#"']{1,2000})([?#])[^\s"']*/gi, `$1$2${hidden}`],
  [/(\b[a-z]{4,5}:\/\/hooks\.[^\s/"']{1,100}\/)[^\s"']+/gi, `$1${hidden}`],
  [/\b(bearer|basic|negotiate)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:token|key|auth)[\w-]*)(["']?\s*[:=]\s*).*/gi,
    `$1$2${hidden}`,
  ],
  [
    new RegExp(
      String.raw`(${label}[\w.-]{0,40}["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}\]]+)`,
      'gi',
    ),
    `$1${hidden}`,
  ],
  [new RegExp(String.raw`(${label}\s+)("[^"]+"|'[^']+')`, 'gi'), `$1${hidden}`],
  [/((?:密码|口令|密钥|令牌|凭据|凭证)\s*(?:[::=]|是|为)\s*)\S+/g, `$1${hidden}`],
  // The words on a command line, and in a .netrc, that follow a flag or a word for a secret.
  [/(--?(?:password|passwd|token|secret|api-key|auth)[= ])\S+/gi, `$1${hidden}`],
  [/(\blogin\b.{0,200}?\s(?:-p|password)[= ]\s*)\S+/gi, `$1${hidden}`],
  [/(\s(?:-u|--user|--proxy-user)[= ]["']?(?!\d+:\d)[^\s:"']+:)[^\s"']+/g, `$1${hidden}`],
  // Issuers' own prefixes.
  [
    /\b(gh[pousr]_|github_pat_|glpat-|dckr_pat_|dckr_oat_|xox[abeprs]-|sk-|sk_live_|npm_|hf_|hvs\.|pypi-|ya29\.|AIza|AKIA|ASIA|LTAI|eyJ)[\w./+=-]{6,}/g,
    hidden,
  ],
  // kubeadm's bootstrap token. Source: kubernetes cluster-bootstrap/token/api, `[a-z0-9]{6}\.[a-z0-9]{16}`.
  [/\b(?=[a-z]*\d)[a-z0-9]{6}\.(?=[a-z]*\d)[a-z0-9]{16}\b/g, hidden],
]

/** How often neighbouring characters are of different kinds. */
const turns = (word: string, kinds: RegExp): number => (word.match(kinds) ?? []).length

/** 16 characters and more that change between letters and digits, or between cases, as no word does; a sha256 or sha512 digest is not that. */
const isToken = (word: string): boolean =>
  !/^([a-f0-9]{64}|[a-f0-9]{128})$/.test(word) &&
  (turns(word, /[a-z](?=\d)|\d(?=[a-z])/gi) >= 3 ||
    turns(word, /[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g) > word.length / 2)

const words = /[A-Za-z\d+]{16,}/g

/** Takes secrets out of text of any origin: what is known to be one, what is labelled as one, what looks like one. Pure. */
export const scrubSecrets = (text: string, known: readonly string[]): string => {
  const without = known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
  const ruled = rules.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), without)
  return ruled.replace(words, (word) => (isToken(word) ? hidden : word))
}

const secretName =
  /TOKEN|SECRET|PASS(WORD|WD|PHRASE)?$|PASSWORD|_PWD$|WEBHOOK|DSN$|API_?KEY|ACCESS_?KEY|PRIVATE|CREDENTIAL|AUTH|COOKIE|SESSION|SIGNATURE|_KEY$/i

const shortest = 4

const leadingUserinfo = new RegExp(String.raw`^[a-z][a-z0-9+.-]*:\/\/(${userinfoIn})`, 'i')

/** User and password in a URL, as written and decoded. */
const userinfo = (value: string): readonly string[] => {
  const found = leadingUserinfo.exec(value)?.[1]
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
