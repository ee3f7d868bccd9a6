import { StepError } from '../../model/write-host.ts'
import { defineInterpreter, noWayBack } from './define.ts'
import type { StepOf } from './define.ts'
import { images } from './stale.ts'

/** Steps that are planned and shown, but not yet done by us: they are handed over. */
const notYet = (what: string) =>
  ({
    reversibility: 'compensable',
    stale: images,
    isDone: async () => false,
    prepare: async () => undefined,
    perform: async () => {
      throw new StepError('not-supported', `${what} is not done by k8s-doctor yet`)
    },
    revert: noWayBack,
  }) as const

export const saveImage = defineInterpreter<StepOf<'save-image'>>({
  kind: 'save-image',
  ...notYet("saving an image into minikube's cache"),
})

export const loadImage = defineInterpreter<StepOf<'load-image'>>({
  kind: 'load-image',
  ...notYet('loading an image into the cluster'),
})

export const seedCache = defineInterpreter<StepOf<'seed-cache'>>({
  kind: 'seed-cache',
  ...notYet("filling minikube's cache"),
})
