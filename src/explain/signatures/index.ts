import type { Signature } from '../signature.ts'
import { byHandSignatures } from './by-hand.ts'
import { clusterSignatures } from './cluster.ts'
import { dockerSignatures } from './docker.ts'
import { hostSignatures } from './host.ts'
import { knownIssueSignatures } from './known-issues.ts'
import { kubernetesSignatures } from './kubernetes.ts'
import { lessonSignatures } from './lessons.ts'
import { networkSignatures } from './network.ts'
import { registrySignatures } from './registry.ts'
import { resourcesSignatures } from './resources.ts'
import { toolsSignatures } from './tools.ts'
import { userSignatures } from './user.ts'

const all = [
  ...hostSignatures,
  ...dockerSignatures,
  ...userSignatures,
  ...toolsSignatures,
  ...resourcesSignatures,
  ...networkSignatures,
  ...registrySignatures,
  ...clusterSignatures,
  ...knownIssueSignatures,
  ...kubernetesSignatures,
  ...byHandSignatures,
  ...lessonSignatures,
]

/** Codes that a signature can give. */
export type SignatureCode = (typeof all)[number]['code']

/** Every way a failure reads; those that only quote a program come last. */
export const signatures: readonly (Signature & { readonly code: SignatureCode })[] = all
