import type { DockerManager } from '../catalog/docker-managers.ts'
import { defineFact } from '../model/fact.ts'
import type { FactContext } from '../model/fact.ts'
import { dockerEndpoint } from './docker-endpoint.ts'
import { dockerVersion } from './docker-version.ts'
import { dockerPrograms } from './programs.ts'

/** Source: moby contrib/dockerd-rootless.sh, Docker Desktop's contexts, abiosoft/colima docs/FAQ.md. */
const sockets: readonly (readonly [RegExp, DockerManager])[] = [
  [/\/\.colima\//, 'colima'],
  [/\/\.orbstack\//, 'orbstack'],
  [/\/\.docker\/desktop\//, 'desktop-linux'],
  [/\/\.docker\/run\//, 'desktop-mac'],
  [/^npipe:.*dockerDesktop/, 'desktop-windows'],
  [/^unix:\/\/\/run\/user\/\d+\/docker\.sock$/, 'rootless'],
]

/** What keeps the engine running behind an address, told by where the socket lies; undefined for all others. Pure. */
export const ownerOf = (address: string): DockerManager | undefined =>
  sockets.find(([place]) => place.test(address))?.[1]

const onThisSystem = async ({ host, get }: FactContext): Promise<DockerManager> => {
  const [program] = await get(dockerPrograms)
  if (program?.path.startsWith('/snap/') === true || program?.real.startsWith('/snap/') === true)
    return 'snap'
  // Docker Desktop mounts its CLI into the WSL distributions it serves.
  if (program?.real.startsWith('/mnt/wsl/docker-desktop/') === true) return 'desktop-windows'
  if ((await host.stat('/run/systemd/system')) !== undefined) return 'systemd'
  const [script, ...programs] = await Promise.all(
    ['/etc/init.d/docker', '/usr/sbin/service', '/sbin/service'].map((file) => host.stat(file)),
  )
  return script !== undefined && programs.some((file) => file !== undefined) ? 'sysv' : 'none'
}

/** What keeps the engine running that docker talks to. */
export const dockerManager = defineFact({
  id: 'docker-manager',
  read: async (context): Promise<DockerManager> => {
    const { host, get } = context
    const [{ from, address = '' }, { server }] = await Promise.all([
      get(dockerEndpoint),
      get(dockerVersion),
    ])
    const owner = ownerOf(address)
    if (owner !== undefined) return owner
    if (from !== 'default') return 'elsewhere'
    if (host.os === 'darwin') return 'desktop-mac'
    if (host.os === 'win32') return 'desktop-windows'
    if (server?.platform.startsWith('Docker Desktop') === true)
      return host.env['WSL_DISTRO_NAME'] === undefined ? 'desktop-linux' : 'desktop-windows'
    return onThisSystem(context)
  },
})
