import { releasesFor } from '../catalog/digests.ts'
import { minikubeRelease } from '../catalog/minikube.ts'
import { pinnedDigest } from '../profiles/digest.ts'
import type { Installer } from './installer.ts'

/** `-o json` came with v1.10: the plain form is as old as the oldest release. Source: cmd/minikube/cmd/version.go. */
export const minikube: Installer = {
  tool: 'minikube',
  pinned: ({ minikube }) => minikube,
  digest: (profile, version, platform) => pinnedDigest(profile, 'minikube', version, platform),
  archive: () => undefined,
  versions: (platform) => releasesFor('minikube', platform),
  isReleased: (version) => minikubeRelease(version) !== undefined,
  selfTest: ['minikube', 'version'],
}
