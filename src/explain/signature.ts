import type { Severity } from '../model/check.ts'
import type {
  Address,
  Count,
  Host,
  Image,
  Path,
  Quote,
  Tagged,
  Term,
  Url,
  Version,
} from '../model/value.ts'
import { address, count, host, image, path, quote, term, url, version } from '../model/value.ts'
import type { ByHand } from '../model/step.ts'
import type { CauseKind } from '../model/attempt.ts'
import type { Setting } from './setting.ts'
import type { CheckId, LogCode } from './codes.ts'
import type { Line } from './unwrap.ts'

/** What a log can tell about a finding. Everything may be missing: another wording of the same failure says less. */
export type LogArgs = {
  readonly address?: Address
  readonly exit?: Count
  readonly port?: Count
  /** What minikube suggests. */
  readonly advice?: Quote
  readonly host?: Host
  readonly image?: Image
  readonly path?: Path
  /** The program's own words. */
  readonly said?: Quote
  /** A name out of the log: a pod, a file, a word somebody typed. */
  readonly name?: Quote
  /** A reason id, a preflight check, a driver: words of a program's own vocabulary. */
  readonly id?: Term
  readonly url?: Url
  readonly version?: Version
  readonly wanted?: Version
}

const makers = {
  address,
  advice: quote,
  exit: (text: string): Tagged => count(Number(text)),
  port: (text: string): Tagged => count(Number(text)),
  host,
  image,
  path,
  said: quote,
  name: quote,
  id: term,
  url,
  version,
  wanted: version,
} as const satisfies Record<keyof LogArgs, (text: string) => Tagged>

export type ArgName = keyof typeof makers

const isArgName = (name: string): name is ArgName => Object.hasOwn(makers, name)

/** The named groups of a match, each as the leaf its name stands for; a digit only tells alternatives apart. Pure. */
export const argsOf = (groups: Readonly<Record<string, string | undefined>> = {}): LogArgs =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([group, text]) => {
      const name = group.replace(/\d$/, '')
      return text === undefined || text === '' || !isArgName(name)
        ? []
        : [[name, makers[name](text)]]
    }),
  )

/** What the log has told so far. */
export interface Seen {
  /** The driver minikube uses, once it says so. */
  readonly driver?: string | undefined
  readonly system: Setting['system']
}

/** How one failure reads in a log. */
export interface Signature {
  readonly code: LogCode
  /** In lower case: one of these stands in every line the pattern takes. They keep a log of a gigabyte cheap. */
  readonly near: readonly string[]
  /**
   * Compared with a line without its wrapping and without the values of flags. Named groups become args. Every repetition that
   * can start anywhere has a bound, so that no line takes more than time in proportion to its length.
   */
  readonly pattern: RegExp
  /** A line that says this too is about something else. */
  readonly unless?: RegExp
  readonly when?: (line: Line, seen: Seen) => boolean
  /** That of the code's own problem, or `error`, unless told. */
  readonly severity?: Severity
  /** Follows from something else: counts only where nothing else was found. */
  readonly symptom?: true
  /** What a program guesses where it knows nothing: counts only where nothing of the same area was found. */
  readonly guess?: true
  /** Every young cluster says it for a while: said in a node, it counts only where the start did not come to its end. */
  readonly transient?: true
  /** Says no more than that a program complained: counts only on lines where nothing else was found. */
  readonly fallback?: true
  /** The arg that tells several findings of this code apart. */
  readonly about?: ArgName
  /**
   * Whose machine the line speaks of. `here`: the learner's, so that a line said in a node proves nothing; unless told, so for
   * docker, the tools and the user. `node`: only a line said in a node counts.
   */
  readonly where?: 'here' | 'node' | 'anywhere'
  /** What a start fails of, where only a log shows the code; a check's own code has its kind in cluster/causes. */
  readonly cause?: CauseKind
  /** The check it stands beside in the order, where only a log shows the code; after everything unless told. */
  readonly beside?: CheckId
  /** Commands to copy where a log alone tells enough; identical in every language. None deletes more than the one cluster. */
  readonly commands?: readonly ByHand[]
  /** A false alarm on this system. */
  readonly notOn?: Setting['system']
  /** Lines of klog that only inform can prove it, too. */
  readonly evenInfo?: true
}

const ofThisMachine = /^(?:docker|tools|user)\//

/** Whether a line said there can prove the signature's code. Pure. */
export const isSaidThere = ({ code, where }: Signature, { inNode }: Line): boolean => {
  const wanted = where ?? (ofThisMachine.test(code) ? 'here' : 'anywhere')
  return wanted === 'anywhere' || (wanted === 'node') === (inNode === true)
}
