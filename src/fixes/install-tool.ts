import { archiveOf } from '../catalog/archives.ts'
import { digestOf } from '../catalog/digests.ts'
import type { Tool } from '../catalog/digests.ts'
import { builtFor, officialUrl } from '../catalog/tool-sources.ts'
import { ownPlace, systemPlace } from '../facts/tool-place.ts'
import { defineFix } from '../model/fix.ts'
import type { Fix } from '../model/fix.ts'
import type { Archive } from '../model/install.ts'
import { asRoot, asUser } from '../model/step.ts'
import type { ByHand } from '../model/step.ts'
import type { Path, Term, Version } from '../model/value.ts'

/** What an installation needs to know; a part of the args of every finding it repairs. */
export type Installable = {
  readonly wanted: Version
  /** Go's names. */
  readonly os: Term
  readonly arch: Term
  /** Hex digest of the file to install; absent where neither catalog nor profile has one. */
  readonly sha256: Term | undefined
  /** Where the program must lie to win on PATH; absent where nobody can tell. */
  readonly directory: Path | undefined
  /** `root` or `user`: whose rights that directory takes. */
  readonly rights: Term
}

/** Where the file to install comes from, and its name. Pure. */
export const download = (
  tool: Tool,
  { wanted, os, arch }: Installable,
): { readonly url: string; readonly file: string } => ({
  url: officialUrl(tool, wanted.value, os.value, builtFor({ os: os.value, arch: arch.value })),
  file: os.value === 'windows' ? `${tool}.exe` : tool,
})

const platformOf = ({ os, arch }: Installable): string =>
  `${os.value}-${builtFor({ os: os.value, arch: arch.value })}`

/** The catalog has no digest of the program, but that of an archive it comes in. */
const archiveFor = (tool: Tool, args: Installable): Archive | undefined =>
  args.sha256 === undefined && tool === 'kubectl'
    ? archiveOf(tool, args.wanted.value, platformOf(args))
    : undefined

/** A digest the profile brought is known only to a run with that profile; without a place nobody can tell where to. */
const installsItself = (tool: Tool, args: Installable): boolean => {
  const { wanted, sha256, directory } = args
  if (directory === undefined) return false
  return sha256 === undefined
    ? archiveFor(tool, args) !== undefined
    : digestOf(tool, wanted.value, platformOf(args)) === sha256.value
}

const byHand = (tool: Tool, args: Installable): readonly ByHand[] => {
  const { url, file } = download(tool, args)
  const fetch = asUser('curl', '-fLo', file, url)
  if (args.directory === undefined) return [fetch]
  const place = ['install', '-m', '0755', file, `${args.directory.value}/${file}`] as const
  return args.rights.value === 'root'
    ? [fetch, asRoot(...place)]
    : [fetch, asUser('mkdir', '-p', args.directory.value), asUser(...place)]
}

/** What a person types to install it: our own command where that knows the digest, else the steps by hand. Pure. */
export const installCommands =
  (tool: Tool) =>
  (args: Installable): readonly ByHand[] => {
    if (!installsItself(tool, args)) return byHand(tool, args)
    const directory = args.directory?.value ?? ''
    const root = args.rights.value === 'root'
    const usual = root ? directory === systemPlace : directory.endsWith(ownPlace(''))
    const argv = ['k8s-doctor', 'install', tool, args.wanted.value] as const
    const into = usual ? [] : ['--bin-dir', directory]
    return [root ? asRoot(...argv, ...into) : asUser(...argv, ...into)]
  }

/** The words of the hint: the digest is worth a sentence only where the steps are done by hand. Pure. */
export const installCare = (tool: Tool, args: Installable): 'none' | 'compare' | 'no-digest' => {
  if (installsItself(tool, args)) return 'none'
  return args.sha256 === undefined ? 'no-digest' : 'compare'
}

const install = (id: string, tool: Tool): Fix<Installable> =>
  defineFix({
    id,
    title: `install the ${tool} for the course`,
    risk: ({ rights }) => (rights.value === 'root' ? 'system' : 'safe'),
    needsRoot: ({ rights }) => rights.value === 'root',
    plan: (args) => {
      const { sha256, directory } = args
      const archive = archiveFor(tool, args)
      if (directory === undefined || (sha256 === undefined && archive === undefined)) return []
      return [
        {
          kind: 'install-tool',
          tool,
          version: args.wanted.value,
          os: args.os.value,
          arch: args.arch.value,
          ...(sha256 && { sha256: sha256.value }),
          ...(archive && { archive }),
          directory: directory.value,
        },
      ]
    },
    verifies: `tools/${tool}`,
  })

/** Put the pinned release where it wins on PATH; without a digest nothing is installed. */
export const installMinikube = install('install-minikube', 'minikube')
export const installKubectl = install('install-kubectl', 'kubectl')
