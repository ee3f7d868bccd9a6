import { diskPlaces } from '../../facts/disk-places.ts'
import type { DiskPlace } from '../../facts/disk-places.ts'
import { pruneImages } from '../../fixes/prune-images.ts'
import { defineCheck, problem, unsure } from '../../model/check.ts'
import type { Found, Unsure } from '../../model/check.ts'
import type { Profile } from '../../model/profile.ts'
import { asUser } from '../../model/step.ts'
import type { ByHand } from '../../model/step.ts'
import { say } from '../../model/text.ts'
import type { Text } from '../../model/text.ts'
import { bytes, count, mebibytes, path, term } from '../../model/value.ts'
import type { Bytes, Count, Path, Term } from '../../model/value.ts'

type Short = {
  readonly path: Path
  readonly free: Bytes
  readonly wanted: Bytes
  /** Whose folder it is: `docker`, `docker-down` or `home`. */
  readonly place: Term
}

type Inodes = {
  readonly path: Path
  readonly free: Count
  readonly total: Count
  readonly place: Term
}

/** Shares of inodes still free. Source: minikube ends a start at 99 % of the disk (pkg/minikube/machine/start.go), the kubelet evicts below 5 % of inodes (nodefs.inodesFree). */
const inodeShares = { none: 0.01, few: 0.05 }

const df = (flag: '-h' | '-i', { value }: Path): readonly ByHand[] =>
  value.startsWith('/') ? [asUser('df', flag, value)] : []

interface Where {
  readonly path: Path
  readonly place: Term
}

const looks = ({ path, place }: Where): readonly ByHand[] =>
  place.value === 'docker' ? [asUser('docker', 'system', 'df')] : df('-h', path)

const prune = ({ place }: Where): readonly ByHand[] =>
  place.value === 'docker'
    ? [asUser('docker', 'image', 'prune'), asUser('docker', 'builder', 'prune')]
    : []

const makeRoom = ({ place }: { readonly place: Term }): Text =>
  place.value === 'docker'
    ? say`See what Docker holds, then delete images without a name and old build layers; they are lost. Other files on the same disk may be the bigger share.`
    : say`Delete or move files on this disk.`

const problems = {
  full: problem<Short>({
    severity: 'error',
    message: ({ path, free, wanted }) =>
      say`${path} has ${free} free; images and downloads need ${wanted}`,
    hint: makeRoom,
    looks,
    commands: prune,
    fix: pruneImages,
  }),
  'no-inodes': problem<Inodes>({
    severity: 'error',
    message: ({ path, free, total }) =>
      say`${path} has only ${free} of ${total} inodes left: no new files, whatever space is free`,
    hint: makeRoom,
    looks: ({ path }) => df('-i', path),
    commands: prune,
    fix: pruneImages,
  }),
  tight: problem<Short>({
    severity: 'warning',
    message: ({ path, free, wanted }) =>
      say`${path} has ${free} free: enough to start, ${wanted} are comfortable for the lessons`,
    hint: makeRoom,
    looks,
    commands: prune,
  }),
  'few-inodes': problem<Inodes>({
    severity: 'warning',
    message: ({ path, free, total }) =>
      say`${path} has ${free} of ${total} inodes left; images hold many small files`,
    hint: makeRoom,
    looks: ({ path }) => df('-i', path),
  }),
}

const judge = (
  { kind, path: where, space, running }: DiskPlace,
  { driver, resources }: Profile,
): readonly (Found<typeof problems> | Unsure)[] => {
  if (!space.ok) return [unsure(space.why)]
  const { freeBytes, freeInodes, totalInodes } = space.value
  const about = path(where)
  const place = term(kind === 'docker' && !running ? 'docker-down' : kind)
  const short = (wanted: number): Short => ({
    path: about,
    free: bytes(freeBytes),
    wanted: bytes(mebibytes(wanted)),
    place,
  })
  const inodes = { path: about, free: count(freeInodes), total: count(totalInodes), place }
  const { minimum, comfortable } = resources.disk
  // The lessons' images are docker's; a virtual machine's disk lies in the home.
  const holdsImages = kind === 'docker' || driver !== 'docker'
  return [
    ...(freeBytes < mebibytes(minimum)
      ? [{ code: 'full' as const, args: short(minimum), about }]
      : holdsImages && freeBytes < mebibytes(comfortable)
        ? [{ code: 'tight' as const, args: short(comfortable), about }]
        : []),
    ...(freeInodes < totalInodes * inodeShares.none
      ? [{ code: 'no-inodes' as const, args: inodes, about }]
      : freeInodes < totalInodes * inodeShares.few
        ? [{ code: 'few-inodes' as const, args: inodes, about }]
        : []),
  ]
}

/**
 * Is there room for images and downloads, in bytes and in inodes? minikube itself looks only after the start, inside the node
 * (minikube-behaviour d). Source: pitfalls RES-3; the budget is the profile's.
 */
export const resourcesDisk = defineCheck({
  id: 'resources/disk',
  title: 'Disk space',
  needs: { places: diskPlaces },
  problems,
  fine: ({ places }) => {
    const [first] = places
    return first?.space.ok === true
      ? say`${bytes(first.space.value.freeBytes)} ${path(first.path)}`
      : undefined
  },
  inspect: ({ places }, { profile }) => places.flatMap((place) => judge(place, profile)),
})
