import * as v from 'valibot'
import { StepError } from '../../model/write-host.ts'
import type { WriteHost } from '../../model/write-host.ts'
import { defineInterpreter, readUndo } from './define.ts'
import type { StepOf } from './define.ts'
import { mustDocker } from './docker.ts'
import { folderOf, makeFolders, missingFolders, removeFolders } from './entry.ts'
import { images } from './stale.ts'

const undoSchema = v.object({ path: v.string(), made: v.array(v.string()) })

/** Beside the place, under a name that minikube does not look for; always the same, so that the next run writes over it. */
const draftOf = (path: string): string =>
  `${folderOf(path)}/.${path.slice(path.lastIndexOf('/') + 1)}.k8s-doctor-save`

const removeIfThere = async (host: WriteHost, path: string): Promise<void> => {
  if ((await host.stat(path)) !== undefined) await host.remove(path)
}

/**
 * Writes an image of docker's to a file of minikube's cache, whole or not at all: minikube hands whatever lies there to the node's
 * runtime. Source: pkg/minikube/image/cache.go, `saveToTarFile`; pkg/minikube/cruntime, `LoadImage`.
 */
export const saveImage = defineInterpreter<StepOf<'save-image'>>({
  kind: 'save-image',
  reversibility: 'compensable',
  stale: images,
  isDone: async ({ path }, host) => {
    const stat = await host.stat(path)
    return stat?.kind === 'file' && stat.size > 0
  },
  prepare: async ({ path }, host) => {
    const stat = await host.stat(path)
    if (stat !== undefined && stat.kind !== 'file')
      throw new StepError('refused', `${path} is no plain file`)
    return { path, made: await missingFolders(host, path) }
  },
  perform: async ({ image, path }, host) => {
    const draft = draftOf(path)
    await makeFolders(host, path)
    try {
      await mustDocker(host, 'save', '-o', draft, image)
      await host.rename(draft, path)
    } catch (error) {
      await removeIfThere(host, draft)
      throw error
    }
  },
  revert: async (undo, host) => {
    const { path, made } = readUndo(undoSchema, undo)
    for (const each of [draftOf(path), path]) await removeIfThere(host, each)
    await removeFolders(host, made)
  },
})
