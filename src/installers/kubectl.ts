import { archivedVersions, archiveOf } from '../catalog/archives.ts'
import { releasesFor } from '../catalog/digests.ts'
import { isReleasedKubernetes } from '../catalog/kubernetes.ts'
import { pinnedDigest } from '../profiles/digest.ts'
import type { Installer } from './installer.ts'

/** `--short` went with v1.28; the long form always names the version. Source: version-skew §1. */
export const kubectl: Installer = {
  tool: 'kubectl',
  pinned: ({ kubernetes }) => kubernetes,
  digest: (profile, version, platform) => pinnedDigest(profile, 'kubectl', version, platform),
  archive: (version, platform) => archiveOf('kubectl', version, platform),
  versions: (platform) => [
    ...releasesFor('kubectl', platform),
    ...archivedVersions('kubectl', platform),
  ],
  isReleased: isReleasedKubernetes,
  selfTest: ['kubectl', 'version', '--client'],
}
