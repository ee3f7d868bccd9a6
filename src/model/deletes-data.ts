import type { Argv } from './value.ts'

/** Commands after which something of somebody's is gone, by their first words. */
const deleting: readonly (readonly string[])[] = [
  ['docker', 'rm'],
  ['docker', 'volume', 'rm'],
  ['docker', 'image', 'prune'],
  ['docker', 'builder', 'prune'],
  ['docker', 'system', 'prune'],
  ['minikube', 'delete'],
  // Docker's images and volumes lie in the snap's own data.
  ['snap', 'remove'],
]

/** Whether a command deletes clusters, containers, volumes or images. Pure. */
export const deletesData = (argv: Argv): boolean =>
  deleting.some((words) => words.every((word, at) => argv[at] === word))
