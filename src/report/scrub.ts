import { hidden, withoutUrlSecrets } from './scrub-url.ts'

// Every repetition that could start anywhere has a bound: a tool's output may be one line of a megabyte.

/** Labels after which a secret stands, in both languages; `bypass`, `compass` and `pinned` are none. */
const label =
  '(?:passw(?:or)?d|passphrase|passcode|(?<![a-z])(?:pass|pw|pin|otp)(?![a-z])|pwd|secret|token|(?:api|access|account|private|shared|signing|encryption)[-_ ]?key(?![-_]file)|client[-_]key(?:-data)?|credentials?|auths?|identitytoken|(?<![a-z])sig(?=["\']?=))'

/** What says in words that a secret follows. */
const saidWrong =
  /\b((?:invalid|wrong|bad|incorrect|unknown|expired)\s(?:password|passwd|passphrase|token|secret|credentials?|(?:api|access) key)\s)(?!(?:for|is|was|or|and|in|on|of|from|to|by|given|provided|supplied|format|length|type|file|name|value)\b)\S+/gi

/** Words on a command line whose next word, or whose rest, is a secret. */
const onCommandLines: readonly RegExp[] = [
  /(--?(?:password|passwd|token|secret|api-key|auth|pass)[= ])\S+/gi,
  /(\blogin\b.{0,200}?\s(?:-p|password)[= ]\s{0,9})\S+/gi,
  /(\bsshpass\s{1,9}-p\s{0,9})(?:'[^']*'|"[^"]*"|\S+)/g,
  /(\b(?:mysql|mariadb)[\w-]{0,20}\b.{0,200}?\s-p)(?:'[^']*'|"[^"]*"|\S+)/g,
  /(\bredis-cli\b.{0,200}?\s-a\s{0,9})\S+/g,
  /(\s(?:-[uU][= ]?|--(?:user|proxy-user)[= ])["']?(?!\d{1,10}:\d)[^\s:"'/]{1,100}:)[^\s"']+/g,
]

const rules: readonly (readonly [RegExp, string])[] = [
  // Keys and certificates in PEM form, also cut off.
  [/-----BEGIN [A-Z ]{1,40}-----[\s\S]*?(-----END [A-Z ]{1,40}-----|$)/g, hidden],
  [/\b(bearer|basic|negotiate)\s+[\w.~+/=-]{6,}/gi, `$1 ${hidden}`],
  [
    /\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]{0,60}(?:token|key|auth)[\w-]{0,60})(["']?\s*[:=]\s*).*/gi,
    `$1$2${hidden}`,
  ],
  [
    new RegExp(
      String.raw`(${label}[\w.-]{0,40}["']?\s{0,9}[:=]\s{0,9})("[^"]*"|'[^']*'|[^\s,;}\]]+)`,
      'gi',
    ),
    `$1${hidden}`,
  ],
  [new RegExp(String.raw`(${label}\s+)("[^"]+"|'[^']+')`, 'gi'), `$1${hidden}`],
  [saidWrong, `$1${hidden}`],
  [/((?:密码|口令|密钥|令牌|凭据|凭证)\s*(?:[:\uFF1A=]|是|为)\s*)\S+/g, `$1${hidden}`],
  ...onCommandLines.map((pattern) => [pattern, `$1${hidden}`] as const),
  // `user:password@host` without a scheme; a digest after an image's tag is none.
  [
    /(?<![\w/:@.+-])[\w.+-]{1,64}:[^\s:@/"']{3,100}@(?!sha(?:256|512):)(?=[a-z\d[])/gi,
    `${hidden}@`,
  ],
  // Issuers' own prefixes.
  [
    /\b(gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|soat)-|dckr_pat_|dckr_oat_|xox[abeprs]-|xapp-|sk-|[sr]k_live_|whsec_|npm_|hf_|hv[sbr]\.|pypi-|ya29\.|GOCSPX-|AIza|AKIA|ASIA|LTAI|SWMTKN-1-|dop_v1_|eyJ)[\w./+=-]{6,}/g,
    hidden,
  ],
  // kubeadm's bootstrap token. Source: kubernetes cluster-bootstrap/token/api, `[a-z0-9]{6}\.[a-z0-9]{16}`.
  [/\b(?=[a-z]*\d)[a-z0-9]{6}\.(?=[a-z]*\d)[a-z0-9]{16}\b/g, hidden],
  // 40 characters of base64 of all kinds, as the secret half of an AWS key is: no path has that.
  [
    /(?<![\w+/=.-])(?=[\w+/]*[a-z])(?=[\w+/]*[A-Z])(?=[\w+/]*\d)[A-Za-z\d+/]{40}(?![\w+/=.-])/g,
    hidden,
  ],
]

/** How often neighbouring characters are of different kinds. */
const turns = (word: string, kinds: RegExp): number => (word.match(kinds) ?? []).length

/** 16 characters and more that change between letters and digits, or between cases, as no word does; a sha256 or sha512 digest is not that. */
const isToken = (word: string): boolean =>
  !/^([a-f0-9]{64}|[a-f0-9]{128})$/.test(word) &&
  (turns(word, /[a-z](?=\d)|\d(?=[a-z])/gi) >= 3 ||
    turns(word, /[a-z](?=[A-Z\d])|[A-Z](?=[a-z\d])|\d(?=[A-Za-z])/g) > word.length / 2)

/** The name of one of minikube's locks: a hash of the path it guards. Source: pkg/util/lock/lock.go, `PathMutexSpec`. */
const isLock = (word: string, before: string): boolean =>
  /^mk[0-9a-f]{38}$/.test(word) && before.endsWith('juju-')

const words = /[A-Za-z\d+]{16,}/g

/** Takes secrets out of text of any origin: what is known to be one, what is labelled as one, what looks like one. Pure. */
export const scrubSecrets = (text: string, known: readonly string[]): string => {
  const without = known.reduce((rest, secret) => rest.replaceAll(secret, hidden), text)
  const ruled = rules.reduce(
    (rest, [pattern, instead]) => rest.replace(pattern, instead),
    withoutUrlSecrets(without),
  )
  return ruled.replace(words, (word, at: number) =>
    isToken(word) && !isLock(word, ruled.slice(0, at)) ? hidden : word,
  )
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
