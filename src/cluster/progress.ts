import type { StartEvent } from './events.ts'

type Step = Extract<StartEvent, { readonly kind: 'step' }>
type Download = Extract<StartEvent, { readonly kind: 'download' }>

/** How far a start has come. */
export interface Progress {
  readonly step?: Step
  /** What is being fetched in this step. */
  readonly download?: Download
  /** When anything new was last heard, by the same clock as `began`. */
  readonly heard: number
  readonly began: number
}

/** Nothing heard yet. Pure. */
export const noProgress = (now: number): Progress => ({ began: now, heard: now })

const sameDownload = (a: Download | undefined, b: Download): boolean =>
  a?.artifact === b.artifact && a.fraction === b.fraction && a.received === b.received

/** With what an event adds; a bar that stands still is no news. Pure. */
export const advance = (progress: Progress, event: StartEvent, now: number): Progress => {
  switch (event.kind) {
    case 'step': {
      const { download: _, ...rest } = progress
      // Words without a number belong to the step before, and minikube's own counter goes back at times.
      const numbers = { ...pick(progress.step, 'total'), ...pick(event, 'total') }
      const current = Math.max(progress.step?.current ?? -1, event.current ?? -1)
      const counted = current < 0 ? {} : { current }
      return { ...rest, step: { ...event, ...numbers, ...counted }, heard: now }
    }
    case 'download': {
      if (sameDownload(progress.download, event)) return progress
      const done = event.fraction === 1
      const { download: _, ...rest } = progress
      return done ? { ...rest, heard: now } : { ...progress, download: event, heard: now }
    }
    case 'info':
    case 'warning':
    case 'error':
      return { ...progress, heard: now }
  }
}

const pick = (
  step: Step | undefined,
  key: 'current' | 'total',
): Partial<Record<'current' | 'total', number>> => {
  const value = step?.[key]
  return value === undefined ? {} : { [key]: value }
}

/** What minikube waits for when it says nothing; a sentence in both languages for each. */
export const waits = [
  'docker',
  'download',
  'node-image',
  'node',
  'kubernetes',
  'control-plane',
  'components',
  'minikube',
] as const
export type Wait = (typeof waits)[number]

const byStep: Readonly<Record<string, Wait>> = {
  'Selecting Driver': 'docker',
  'Downloading Artifacts': 'download',
  'Starting Node': 'node-image',
  'Pulling Base Image': 'node-image',
  'Updating Driver': 'node',
  'Creating Container': 'node',
  'Creating VM': 'node',
  'Preparing Kubernetes': 'kubernetes',
  'Generating certificates': 'control-plane',
  'Booting control plane': 'control-plane',
  'Configuring RBAC rules': 'control-plane',
  'Configuring CNI': 'components',
  'Verifying Kubernetes': 'components',
  'Enabling Addons': 'components',
}

/** What a start that has become silent waits for. Pure. */
export const waitOf = ({ step, download }: Progress): Wait =>
  download === undefined ? (byStep[step?.name ?? ''] ?? 'minikube') : 'download'

/** A download's own name: the file of an address, an image without its registry's path. Pure. */
export const artifactName = (artifact: string): string => {
  const bare = artifact.replace(/\?.*$/s, '').replace(/\/+$/, '')
  return bare.slice(bare.lastIndexOf('/') + 1) || artifact
}
