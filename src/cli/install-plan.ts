import { join, resolve, win32 } from 'node:path'
import { releaseOfDigest } from '../catalog/digests.ts'
import { judgedAs } from '../catalog/minikube.ts'
import { isFatal, judgePair, workablePair } from '../facts/compat.ts'
import type { PairMachine } from '../facts/compat.ts'
import { pairMachine } from '../facts/pair-fit.ts'
import { effectivePair } from '../facts/pair.ts'
import { createStore } from '../engine/store.ts'
import type { Store } from '../engine/store.ts'
import { identity } from '../facts/machine.ts'
import { platform } from '../facts/platform.ts'
import type { Platform } from '../facts/platform.ts'
import { ownPlace, systemPlace } from '../facts/tool-place.ts'
import { listInstalls } from '../host/install.ts'
import { createLocalHost } from '../host/local.ts'
import { downloadFor, placementFor } from '../installers/index.ts'
import type { Installer } from '../installers/installer.ts'
import { mirrorsFor } from '../installers/mirrors.ts'
import type { Identity, ReadHost } from '../model/host.ts'
import type { Download, Placement } from '../model/install.ts'
import type { Pair, Request } from '../model/request.ts'
import { attempt } from '../model/unreadable.ts'
import { isVersion } from '../model/version.ts'
import { versionPattern } from '../profiles/formats.ts'
import type { InstallWords } from './install-words.ts'
import type { GlobalOptions, RunContext } from './program.ts'
import { makeRequest } from './request.ts'
import { requireFolder, requireOwnFolders } from './require-answers.ts'
import { UsageError } from './usage-error.ts'

/** The machine as the commands that change it see it. */
export interface Here {
  readonly host: ReadHost
  readonly request: Request
  readonly platform: Platform
  readonly get: Store['get']
  readonly who: Identity
}

/** Throws `UsageError` for a profile that cannot be used and a machine whose CPU nobody tells. */
export const lookHere = async (
  options: GlobalOptions,
  context: RunContext,
  {
    signal,
    words,
    binDir,
  }: {
    readonly signal: AbortSignal
    readonly words: InstallWords
    readonly binDir: string | undefined
  },
): Promise<Here> => {
  const host = createLocalHost(process.env)
  await requireOwnFolders()
  if (binDir !== undefined) await requireFolder(host, resolve(binDir))
  const request = await makeRequest(options, host, context)
  const store = createStore({ host, request, signal })
  const [here, who] = await Promise.all([attempt(store.get(platform)), store.get(identity)])
  if (!here.ok) throw new UsageError(words.noPlatform)
  return { host, request, platform: here.value, who, get: store.get }
}

interface Whose {
  readonly host: Pick<ReadHost, 'os' | 'env'>
  readonly who: Pick<Identity, 'process' | 'subject'>
}

/** Where Windows keeps what is one user's and this machine's. Source: KNOWNFOLDERID, FOLDERID_LocalAppData. */
const localAppData = ({ host, who }: Whose): string =>
  host.env['LOCALAPPDATA'] ?? win32.join(who.subject.home, 'AppData', 'Local')

/** Where programs go unless told: root's place for root, sudo's too; else the user's own. Source for Windows: FOLDERID_UserProgramFiles. */
export const binFolder = (here: Whose, asked: string | undefined): string => {
  const { host, who } = here
  if (asked !== undefined) return resolve(asked)
  if (host.os === 'win32') return win32.join(localAppData(here), 'Programs', 'k8s-doctor')
  return who.process.uid === 0 ? systemPlace : ownPlace(who.subject.home)
}

/** A version beside the one on PATH: several courses do not fight. */
export const besideFolder = (here: Whose, tool: string, version: string): string => {
  const { host, who } = here
  if (host.os === 'win32')
    return win32.join(localAppData(here), 'k8s-doctor', 'tools', tool, version)
  const own = host.env['XDG_DATA_HOME']
  const data =
    who.process.uid === 0
      ? '/usr/local/share'
      : own === undefined || own === ''
        ? join(who.subject.home, '.local/share')
        : own
  return join(data, 'k8s-doctor/tools', tool, version)
}

/** What lies where a file is to be placed. */
export type Present =
  | { readonly kind: 'nothing' | 'same' | 'foreign' }
  | { readonly kind: 'release'; readonly tool: string; readonly version: string }

/** What the journal knows and the catalog does not: programs out of an archive, and those a course brought the digest of. */
const installedAt = async (
  path: string,
  sha256: string,
  { archive }: Download,
): Promise<Present | undefined> => {
  const record = (await listInstalls(process.env)).find(
    (each) => each.path === path && each.sha256 === sha256 && each.state === 'committed',
  )
  if (record === undefined) return undefined
  const { tool, version } = record
  return archive !== undefined && record.archive?.hex === archive.digest.hex
    ? { kind: 'same' }
    : { kind: 'release', tool, version }
}

const presentAt = async (host: ReadHost, path: string, wanted: Download): Promise<Present> => {
  const digest = await attempt(host.sha256(path))
  if (digest.ok && digest.value === undefined) return { kind: 'nothing' }
  if (!digest.ok || digest.value === undefined) return { kind: 'foreign' }
  if (digest.value === wanted.sha256) return { kind: 'same' }
  for (const tool of ['minikube', 'kubectl'] as const) {
    const release = releaseOfDigest(tool, digest.value)
    if (release !== undefined) return { kind: 'release', tool, version: release.version }
  }
  return (await installedAt(path, digest.value, wanted)) ?? { kind: 'foreign' }
}

export interface InstallPlan {
  readonly download: Download
  readonly placement: Placement
  /** Of the target. */
  readonly path: string
  readonly present: Present
  /** The version the course pins, where another is installed because that one does not work here. */
  readonly insteadOf: string | undefined
}

export interface PlanQuestion {
  readonly installer: Installer
  /** As typed; the profile's unless given. */
  readonly version: string | undefined
  readonly binDir: string | undefined
  readonly beside: boolean
  readonly mirrors: readonly string[]
  readonly offline: boolean
}

const normal = (asked: string, words: InstallWords): string => {
  if (!versionPattern.test(asked) || !isVersion(asked))
    throw new UsageError(words.badVersion(asked))
  return asked.startsWith('v') ? asked : `v${asked}`
}

/** The pair to install for: what cannot start here is not worth installing. */
const wantedPair = ({ request }: Here, machine: PairMachine): Pair =>
  workablePair(effectivePair(request), machine, request.profile.alternatives)

/** A minikube that starts nothing here, not even the Kubernetes it takes by itself. */
const startsNothing = (version: string, machine: PairMachine): boolean => {
  const kubernetes = judgedAs(version)?.kubernetes.default
  return (
    kubernetes !== undefined && judgePair({ minikube: version, kubernetes }, machine).some(isFatal)
  )
}

/** From what was asked to what will be done; looks only. Throws `UsageError` with a sentence for what cannot be. */
export const makePlan = async (
  here: Here,
  { installer, version: asked, binDir, beside, mirrors: named, offline }: PlanQuestion,
  words: InstallWords,
): Promise<InstallPlan> => {
  const { host, request, platform } = here
  const { profile } = request
  const machine = await here.get(pairMachine)
  const pinned = installer.pinned(effectivePair(request))
  const version =
    asked === undefined ? installer.pinned(wantedPair(here, machine)) : normal(asked, words)
  const mirrors = mirrorsFor({ named, env: host.env, profile, offline })
  if ('refused' in mirrors) throw new UsageError(words.badMirror(mirrors.refused))
  const download = downloadFor(installer, { version, platform, profile, mirrors })
  if ('failure' in download) {
    const { nearest, released } = download
    const name = `${platform.os}/${platform.arch}`
    throw new UsageError(
      words.noDigest({ tool: installer.tool, version, platform: name, nearest, released }),
    )
  }
  const folder = beside ? besideFolder(here, installer.tool, version) : binFolder(here, binDir)
  const placement = placementFor(installer, platform, folder)
  const path = join(folder, placement.file)
  const present = await presentAt(host, path, download)
  if (
    present.kind === 'release' &&
    installer.tool === 'minikube' &&
    startsNothing(version, machine)
  )
    throw new UsageError(words.startsNothing({ ...present, wanted: version, path }))
  return {
    download,
    placement,
    path,
    present,
    insteadOf: asked === undefined && version !== pinned ? pinned : undefined,
  }
}
