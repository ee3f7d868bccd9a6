import { inSubnet, parseSubnet } from '../model/subnet.ts'
import type { Tagged } from '../model/value.ts'
import { plainLines } from '../model/visible.ts'
import { withoutInternalNames } from './internal-names.ts'
import { keepPlainWords, scrubSecrets } from './scrub.ts'

/** Decides what leaves the process. Every string of every output passes one of these. */
export interface Redactor {
  readonly leaf: (leaf: Tagged) => Tagged
  /** Text of a tool, an error, a command: anything without a tag. */
  readonly text: (text: string) => string
}

export interface Identities {
  readonly users: readonly { readonly name: string; readonly home: string }[]
  readonly hostname: string
  /** Domains and hosts of the network this machine is in, longest first. */
  readonly internal?: readonly string[]
}

/** Names that tell nothing about a person or a machine. */
const common = new Set(
  'root,user,admin,administrator,ubuntu,debian,centos,fedora,ec2-user,vagrant,student,docker,minikube,runner,node,jenkins,localhost,nobody,default'.split(
    ',',
  ),
)

const subnets = (texts: readonly string[]) =>
  texts.flatMap((text) => {
    const subnet = parseSubnet(text)
    return subnet === undefined ? [] : [subnet]
  })

/** RFC 1918, RFC 6598, RFC 3927. */
const privateRanges = subnets([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
])
/** The same everywhere: docker's bridge, minikube's node networks, Kubernetes' service and pod ranges. */
const everywhere = subnets([
  '172.17.0.0/16',
  '192.168.49.0/24',
  '192.168.39.0/24',
  '192.168.59.0/24',
  '192.168.99.0/24',
  '10.96.0.0/12',
  '10.244.0.0/16',
])

const isPrivate = (address: string): boolean =>
  privateRanges.some((range) => inSubnet(address, range)) &&
  !everywhere.some((range) => inSubnet(address, range))

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The same thing gets the same name within one output. */
const pseudonyms = (prefix: string): ((of: string) => string) => {
  const known = new Map<string, string>()
  return (of) => {
    const name = known.get(of) ?? `${prefix}-${known.size + 1}`
    known.set(of, name)
    return name
  }
}

/** The evidence of many checks holds the same text. */
const remembering = (change: (text: string) => string): ((text: string) => string) => {
  const known = new Map<string, string>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const after = change(text)
    known.set(text, after)
    return after
  }
}

const leafWith =
  (text: (text: string) => string) =>
  (leaf: Tagged): Tagged => {
    switch (leaf.tag) {
      case 'bytes':
      case 'ms':
      case 'count':
      case 'cpus':
      case 'term':
        return leaf
      case 'command': {
        const [first, ...rest] = leaf.value
        return { tag: 'command', value: [text(first), ...rest.map(text)] }
      }
      case 'version':
      case 'range':
      case 'path':
      case 'user':
      case 'host':
      case 'url':
      case 'address':
      case 'image':
      case 'quote':
        return { tag: leaf.tag, value: text(leaf.value) }
    }
  }

/** Colours and other sequences first: they could stand in the middle of a secret or of the label before it. */
const withPlainQuotes = (text: (raw: string) => string, plain: (raw: string) => string) => {
  const leaf = leafWith(text)
  return {
    text: plain,
    leaf: (value: Tagged): Tagged =>
      value.tag === 'quote' ? { tag: 'quote', value: plain(value.value) } : leaf(value),
  }
}

/** For the terminal: secrets go, names stay, so that commands can be copied. */
export const terminalRedactor = (secrets: readonly string[]): Redactor => {
  const text = remembering((raw) => scrubSecrets(raw, secrets))
  return withPlainQuotes(text, (raw) => text(plainLines(raw)))
}

/** Whose names are replaced, longest first, and by what. */
const replacements = ({ users, hostname }: Identities): readonly (readonly [RegExp, string])[] => {
  const pseudonym = pseudonyms('user')
  const telling = (word: string): boolean => word.length > 1 && !common.has(word.toLowerCase())
  const people = users.flatMap(({ name, home }) => {
    const own = home.split(/[/\\]/).at(-1) ?? ''
    return [
      // A home of its own, say root's in a place of that person's, tells as much as a name.
      ...(telling(own)
        ? [
            [
              new RegExp(`${escaped(home)}(?![\\w-])`, 'g'),
              home.replace(/[^/\\]+$/, pseudonym(name)),
            ] as const,
          ]
        : []),
      ...(telling(name)
        ? [[new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, 'g'), pseudonym(name)] as const]
        : []),
    ]
  })
  const machine = hostname.split('.')[0] ?? ''
  const hosts =
    machine.length > 1 && !common.has(machine.toLowerCase())
      ? [...new Set([hostname, machine])].map(
          (name) => [new RegExp(`(?<![\\w-])${escaped(name)}(?![\\w-])`, 'gi'), 'host-1'] as const,
        )
      : []
  return [...people, ...hosts]
}

/** Text stays as it is, colours too, unless a secret or its label is hidden among them. */
const scrubbed = (raw: string, secrets: readonly string[]): string => {
  const said = scrubSecrets(raw, secrets)
  const plain = plainLines(raw)
  if (plain === raw) return said
  const read = scrubSecrets(plain, secrets)
  return read === plainLines(said) ? said : read
}

/** Secrets go, people, machines and private addresses become stable pseudonyms; all else stays as it is. */
export const pseudonymiser = (
  secrets: readonly string[],
  identities: Identities,
): ((raw: string) => string) => {
  const named = replacements(identities)
  const address = pseudonyms('address')
  const otherHome = pseudonyms('user-elsewhere')
  const homes = /((?:\/home|\/Users|[A-Z]:\\Users)[/\\])([^/\\\s"':]+)/g
  const identifying: readonly ((text: string) => string)[] = [
    (text) => named.reduce((rest, [pattern, instead]) => rest.replace(pattern, instead), text),
    (text) =>
      text.replace(homes, (whole, before: string, name: string) =>
        common.has(name.toLowerCase()) || /^user-(elsewhere-)?\d+$/.test(name)
          ? whole
          : `${before}${otherHome(name)}`,
      ),
    (text) =>
      text.replace(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g, (found) =>
        isPrivate(found) ? address(found) : found,
      ),
    withoutInternalNames(identities.internal ?? []),
    (text) => text.replace(/\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b/gi, 'mac'),
    (text) =>
      text.replace(
        /(?<![\w:.])(?:fe80|f[cd][0-9a-f]{2}|2[0-9a-f]{3}):[0-9a-f:]+(?:%\w+)?/gi,
        (found) => address(found),
      ),
    (text) => text.replace(/\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b/g, 'email'),
  ]
  return remembering((raw) =>
    identifying.reduce((rest, step) => step(rest), scrubbed(raw, secrets)),
  )
}

/** For reports: as `pseudonymiser`, and of tools' text only plain words stay. */
export const reportRedactor = (secrets: readonly string[], identities: Identities): Redactor => {
  const text = pseudonymiser(secrets, identities)
  return withPlainQuotes(
    text,
    remembering((raw) => keepPlainWords(text(plainLines(raw)))),
  )
}
