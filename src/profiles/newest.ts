import { archiveOf } from '../catalog/archives.ts'
import { digestOf } from '../catalog/digests.ts'
import { judgedAs, minikubeReleases } from '../catalog/minikube.ts'
import type { MinikubeRelease } from '../catalog/minikube.ts'
import { runtimes } from '../model/profile.ts'
import type { Profile } from '../model/profile.ts'
import { compareVersions } from '../model/version.ts'

type Settled = Pick<Profile, 'pair' | 'runtime'>

const settled = (minikube: string, { kubernetes, runtime }: MinikubeRelease): Settled => ({
  pair: { minikube, kubernetes: kubernetes.default },
  runtime: runtimes.find((known) => known === runtime) ?? 'docker',
})

/**
 * What the newest means on a platform (`<os>-<arch>` in Go's names): the newest release that can be installed there with its own Kubernetes
 * and runtime, or the installed one where that is newer and the catalog knows it. Undefined where there is none. Pure.
 */
export const newestFor = (platform: string, installed: string | undefined): Settled | undefined => {
  const release = minikubeReleases.findLast(
    ({ version, kubernetes }) =>
      digestOf('minikube', version, platform) !== undefined &&
      (digestOf('kubectl', kubernetes.default, platform) !== undefined ||
        archiveOf('kubectl', kubernetes.default, platform) !== undefined),
  )
  const own = installed === undefined ? undefined : judgedAs(installed)
  if (installed !== undefined && own !== undefined) {
    const isNewer = release === undefined || compareVersions(installed, release.version) > 0
    if (isNewer) return settled(installed, own)
  }
  return release && settled(release.version, release)
}
