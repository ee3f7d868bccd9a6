import { officialUrl } from '../catalog/digests.ts'
import type { Tool } from '../catalog/digests.ts'
import { defineFix } from '../model/fix.ts'
import type { Fix } from '../model/fix.ts'
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

/** There is no minikube for Windows on arm64, which runs the one for amd64. Pure. */
export const builtFor = ({ os, arch }: { readonly os: string; readonly arch: string }): string =>
  os === 'windows' ? 'amd64' : arch

/** Where the file to install comes from, and its name. Pure. */
export const download = (
  tool: Tool,
  { wanted, os, arch }: Installable,
): { readonly url: string; readonly file: string } => ({
  url: officialUrl(tool, wanted.value, os.value, builtFor({ os: os.value, arch: arch.value })),
  file: os.value === 'windows' ? `${tool}.exe` : tool,
})

/** What a person types to install it. Pure. */
export const installCommands =
  (tool: Tool) =>
  (args: Installable): readonly ByHand[] => {
    const { url, file } = download(tool, args)
    const fetch = asUser('curl', '-fLo', file, url)
    if (args.directory === undefined) return [fetch]
    const place = ['install', '-m', '0755', file, `${args.directory.value}/${file}`] as const
    return args.rights.value === 'root'
      ? [fetch, asRoot(...place)]
      : [fetch, asUser('mkdir', '-p', args.directory.value), asUser(...place)]
  }

const install = (id: string, tool: Tool): Fix<Installable> =>
  defineFix({
    id,
    title: `install the ${tool} the course uses`,
    risk: ({ rights }) => (rights.value === 'root' ? 'system' : 'safe'),
    needsRoot: ({ rights }) => rights.value === 'root',
    plan: (args) => {
      const { sha256, directory } = args
      if (sha256 === undefined || directory === undefined) return []
      return [
        {
          kind: 'install-tool',
          tool,
          version: args.wanted.value,
          os: args.os.value,
          arch: args.arch.value,
          sha256: sha256.value,
          directory: directory.value,
        },
      ]
    },
    verifies: `tools/${tool}`,
  })

/** Put the pinned release where it wins on PATH; without a digest nothing is installed. */
export const installMinikube = install('install-minikube', 'minikube')
export const installKubectl = install('install-kubectl', 'kubectl')
