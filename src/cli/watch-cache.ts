import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { StartEvent } from '../cluster/events.ts'

/** What minikube adds to a name while the file grows. Source: kubernetes/minikube v1.25.2 pkg/minikube/download/download.go, pkg/minikube/image/cache.go. */
const unfinished = /(\.download|\.\d+\.tmp|\.tar)$/

/** Sizes of all files below the folder; what cannot be read is left out. */
const sizesIn = async (folder: string): Promise<ReadonlyMap<string, number>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const sizes = await Promise.all(
    files.map(
      async (file) => [file, (await stat(file).catch(() => undefined))?.size ?? 0] as const,
    ),
  )
  return new Map(sizes)
}

type Fetched = Extract<StartEvent, { readonly kind: 'download' }>

const whole = (file: string): string => file.replace(unfinished, '')

/**
 * Looks which file of minikube's cache has grown most since the last look: without a terminal minikube itself says nothing of what it
 * fetches. A file that got its own name has come to its end. Undefined where nothing is new.
 */
export const createCacheWatch = (folder: string): (() => Promise<StartEvent | undefined>) => {
  let before: ReadonlyMap<string, number> | undefined
  let growing: { readonly file: string; readonly event: Fetched } | undefined
  return async () => {
    const now = await sizesIn(folder)
    const known = new Map([...(before ?? now)].map(([file, size]) => [whole(file), size]))
    before = now
    const [grown] = [...now]
      .map(([file, size]) => ({ file, size, by: size - (known.get(whole(file)) ?? 0) }))
      .filter(({ by }) => by > 0)
      .toSorted((a, b) => b.by - a.by)
    if (grown !== undefined) {
      const artifact = basename(whole(grown.file))
      const event: Fetched = { kind: 'download', artifact, received: grown.size }
      growing = { file: grown.file, event }
      return event
    }
    if (growing === undefined || now.has(growing.file)) return undefined
    const { event } = growing
    growing = undefined
    return { ...event, fraction: 1 }
  }
}
