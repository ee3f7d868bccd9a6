import type { Step } from '../../model/step.ts'
import { chown } from './chown.ts'
import { deleteAll } from './delete-all.ts'
import { deleteLeftovers } from './delete-leftovers.ts'
import { deleteProfile } from './delete-profile.ts'
import { groupMember } from './group-member.ts'
import { installTool } from './install-tool.ts'
import type { AnyInterpreter } from './interpreter.ts'
import { loadImage } from './load-image.ts'
import { mergeJson } from './merge-json.ts'
import { minikubeStart } from './minikube-start.ts'
import { packages } from './packages.ts'
import { pruneImages } from './prune-images.ts'
import { pullImage } from './pull-image.ts'
import { purgeHome } from './purge-home.ts'
import { removeFile } from './remove-file.ts'
import { saveImage } from './save-image.ts'
import { seedCache } from './seed-cache.ts'
import { service } from './service.ts'
import { setAside } from './set-aside.ts'
import { setClock } from './set-clock.ts'
import { smoke } from './smoke.ts'
import { symlink } from './symlink.ts'
import { sysctl } from './sysctl.ts'
import { textBlock } from './text-block.ts'
import { unpause } from './unpause.ts'
import { updateContext } from './update-context.ts'
import { writeFile } from './write-file.ts'

/** Every kind of step, and how it is done and taken back. */
export const interpreters: Readonly<Record<Step['kind'], AnyInterpreter>> = {
  'write-file': writeFile,
  'remove-file': removeFile,
  'set-aside': setAside,
  symlink,
  'merge-json': mergeJson,
  'text-block': textBlock,
  'install-tool': installTool,
  service,
  'group-member': groupMember,
  chown,
  sysctl,
  packages,
  'prune-images': pruneImages,
  'pull-image': pullImage,
  'save-image': saveImage,
  'load-image': loadImage,
  'seed-cache': seedCache,
  'delete-profile': deleteProfile,
  'delete-all': deleteAll,
  'purge-home': purgeHome,
  unpause,
  'delete-leftovers': deleteLeftovers,
  'update-context': updateContext,
  'minikube-start': minikubeStart,
  smoke,
  'set-clock': setClock,
}
