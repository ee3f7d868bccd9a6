import { keepsPreload, unmeasuredDisk } from '../../catalog/storage.ts'
import { dockerInfo } from '../../facts/docker-info.ts'
import type { DockerInfo } from '../../facts/docker-info.ts'
import { effectivePair } from '../../facts/pair.ts'
import { defineCheck, problem } from '../../model/check.ts'
import { say } from '../../model/text.ts'
import { withoutDocker } from '../../model/uses-docker.ts'
import { path, term, version } from '../../model/value.ts'
import type { Path, Term, Version } from '../../model/value.ts'
import { dockerDesktop } from './desktop.ts'

type Where = { readonly root: Path; readonly driver: Term }
type Btrfs = Where & { readonly minikube: Version; readonly kubernetes: Version }

const flag = ({ minikube, kubernetes }: Btrfs) => unmeasuredDisk(minikube.value, kubernetes.value)

const status = ({ storageStatus }: DockerInfo, name: string): string | undefined =>
  storageStatus.find(([key]) => key === name)?.[1]

/**
 * Can the node's own docker and kubelet live on this engine's storage? Source: pitfalls DOCK-6 (minikube#7923, #12569, #15783,
 * #18333), docker-errors §4 (`docker info` Driver and DriverStatus).
 */
export const dockerStorage = defineCheck({
  id: 'docker/storage',
  title: 'Docker storage',
  needs: { info: dockerInfo },
  after: [dockerDesktop],
  skip: withoutDocker,
  problems: {
    btrfs: problem<Btrfs>({
      severity: 'warning',
      message: ({ root }) =>
        say`Docker stores on btrfs (${root}); the kubelet in the node cannot measure it and may not start`,
      hint: (args) =>
        flag(args) === undefined
          ? say`minikube v1.29.0 and newer can tell the kubelet not to measure. A data root on ext4 avoids it for good.`
          : say`The start tells the kubelet not to measure. A data root on ext4 avoids it for good.`,
      cure: (args) => {
        const told = flag(args)
        return told === undefined ? undefined : { flags: [told] }
      },
    }),
    zfs: problem<Where>({
      severity: 'warning',
      message: ({ root }) =>
        say`Docker stores on zfs (${root}), where the docker inside the node usually does not start: it wants overlay2`,
      hint: () => say`Give Docker a data root on ext4, e.g. on a zvol.`,
    }),
    vfs: problem<Where>({
      severity: 'warning',
      message: ({ root }) =>
        say`Docker stores with vfs (${root}): every layer is a whole copy, which is slow and takes many times the space`,
      hint: () =>
        say`vfs is what remains where overlay2 does not work, e.g. in a container without a volume for ${'/var/lib/docker'}. Give Docker a data root on ext4 or xfs.`,
    }),
    'no-d-type': problem<Where>({
      severity: 'warning',
      message: ({ root }) =>
        say`The file system below ${root} was made without d_type (xfs with ftype=0); overlay2 loses files on it`,
      hint: () =>
        say`It cannot be switched on later: give Docker a data root on ext4, or on an xfs made with -n ftype=1.`,
    }),
    'no-preload': problem<{ readonly driver: Term; readonly minikube: Version }>({
      severity: 'warning',
      message: ({ driver, minikube }) =>
        say`minikube ${minikube} does without its preload on the storage driver ${driver}: the start pulls every image by itself and takes longer`,
      hint: ({ driver }) =>
        driver.value === 'overlayfs'
          ? say`That works where the registry answers. minikube v1.33.0 and newer keep the preload on overlayfs.`
          : say`That works where the registry answers. With overlay2 minikube keeps the preload.`,
    }),
  },
  fine: ({ info: { storageDriver } }) => say`${term(storageDriver)}`,
  inspect: ({ info }, request) => {
    const { minikube, kubernetes } = effectivePair(request)
    const driver = term(info.storageDriver)
    const where = { root: path(info.root), driver }
    const kinds = new Set([info.storageDriver, status(info, 'Backing Filesystem')])
    if (kinds.has('btrfs'))
      return [
        {
          code: 'btrfs',
          args: { ...where, minikube: version(minikube), kubernetes: version(kubernetes) },
        },
      ]
    if (kinds.has('zfs')) return [{ code: 'zfs', args: where }]
    if (info.storageDriver === 'vfs') return [{ code: 'vfs', args: where }]
    return [
      ...(status(info, 'Supports d_type') === 'false'
        ? [{ code: 'no-d-type' as const, args: where }]
        : []),
      ...(keepsPreload(minikube, info.storageDriver)
        ? []
        : [{ code: 'no-preload' as const, args: { driver, minikube: version(minikube) } }]),
    ]
  },
})
