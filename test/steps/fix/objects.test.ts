import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { deleteLeftovers } from '../../../src/engine/steps/delete-leftovers.ts'
import { deleteProfile } from '../../../src/engine/steps/delete-profile.ts'
import { installTool } from '../../../src/engine/steps/install-tool.ts'
import { pruneImages } from '../../../src/engine/steps/prune-images.ts'
import { updateContext } from '../../../src/engine/steps/update-context.ts'
import { apply, hostWith } from '../../support/writing.ts'
import { fakeMachine } from '../../support/fake-machine.ts'

const machine = fakeMachine('fix-objects')

/** Lists what the files hold; deleting takes a name out of its file. */
const withObjects = (stubborn = 'none'): void => {
  writeFileSync(`${machine.folder()}/ps`, 'minikube\nminikube-m02\nmine\n')
  writeFileSync(`${machine.folder()}/volume`, 'minikube\nmine\n')
  writeFileSync(`${machine.folder()}/network`, 'bridge\nminikube\n')
  machine.program(
    'docker',
    `drop() { for name in "$@"; do
      test "$name" = ${stubborn} && { echo "Error response from daemon: $name is in use" >&2; continue; }
      grep -vx -- "$name" "$file" > "$file.new"; mv "$file.new" "$file"; done; }
    case "$1 $2" in
      "ps -a") cat '$FOLDER/ps';; "volume ls") cat '$FOLDER/volume';; "network ls") cat '$FOLDER/network';;
      "rm -f") file='$FOLDER/ps'; shift 3; drop "$@"; exit 1;;
      "volume rm") file='$FOLDER/volume'; shift 2; drop "$@";;
      "network rm") file='$FOLDER/network'; shift 2; drop "$@";;
    esac; exit 0`,
  )
}

const profile = (): string => `${machine.folder()}/home/.minikube/profiles/minikube`

describe('docker', () => {
  const leftovers = {
    kind: 'delete-leftovers',
    containers: ['minikube', 'minikube-m02'],
    volumes: ['minikube'],
    networks: ['minikube'],
  } as const

  test('leftovers go, by name, whatever the exit code says', async () => {
    withObjects()
    await apply(deleteLeftovers, leftovers, machine.host())
    expect(readFileSync(`${machine.folder()}/ps`, 'utf8')).toBe('mine\n')
    expect(readFileSync(`${machine.folder()}/network`, 'utf8')).toBe('bridge\n')
    expect(machine.log().filter((line) => / rm /.test(line))).toEqual([
      'docker rm -f -v minikube minikube-m02',
      'docker volume rm minikube',
      'docker network rm minikube',
    ])
    expect(await apply(deleteLeftovers, leftovers, machine.host())).toBe('done already')
  })

  test('what is left is named', async () => {
    withObjects('minikube-m02')
    await expect(apply(deleteLeftovers, leftovers, machine.host())).rejects.toMatchObject({
      why: 'failed',
      message: 'docker still has minikube-m02; Error response from daemon: minikube-m02 is in use',
    })
  })

  test('an engine that does not answer is a failure', async () => {
    machine.program('docker', 'echo "Cannot connect to the Docker daemon" >&2; exit 1')
    for (const work of [
      () => apply(deleteLeftovers, leftovers, machine.host()),
      () => apply(pruneImages, { kind: 'prune-images' }, machine.host()),
    ])
      await expect(work()).rejects.toMatchObject({
        why: 'failed',
        message: expect.stringContaining('Cannot connect to the Docker daemon'),
      })
  })

  test('a docker that is not installed is a failure', async () => {
    const empty = hostWith({ PATH: `${machine.folder()}/none` })
    await expect(apply(pruneImages, { kind: 'prune-images' }, empty)).rejects.toMatchObject({
      name: 'StepError',
    })
  })

  test('images without a name go', async () => {
    machine.program(
      'docker',
      `case "$1" in images) test -e '$FOLDER/pruned' || echo abc;; image) touch '$FOLDER/pruned';; esac`,
    )
    await apply(pruneImages, { kind: 'prune-images' }, machine.host())
    expect(machine.log()).toContain('docker image prune -f')
    expect(await apply(pruneImages, { kind: 'prune-images' }, machine.host())).toBe('done already')
  })
})

describe('minikube', () => {
  const step = { kind: 'delete-profile', profile: 'minikube' } as const

  test.for([0, 80])('a cluster is deleted, with exit code %d', async (code) => {
    mkdirSync(profile(), { recursive: true })
    machine.program('docker')
    machine.program('minikube', `rm -r '${profile()}'; exit ${code}`)
    await apply(deleteProfile, step, machine.host())
    expect(machine.log()).toContain('minikube delete -p minikube')
    expect(await apply(deleteProfile, step, machine.host())).toBe('done already')
  })

  test('a success that deleted nothing is none', async () => {
    mkdirSync(profile(), { recursive: true })
    machine.program('docker', 'echo minikube')
    machine.program('minikube', 'echo "Removed all traces of the cluster"')
    await expect(apply(deleteProfile, step, machine.host())).rejects.toMatchObject({
      why: 'failed',
      message: `of the cluster minikube there is still ${profile()}, minikube; minikube says: Removed all traces of the cluster`,
    })
  })

  test('a missing minikube is said', async () => {
    mkdirSync(profile(), { recursive: true })
    machine.program('docker')
    await expect(
      apply(
        deleteProfile,
        step,
        hostWith({ PATH: `${machine.folder()}/bin`, HOME: `${machine.folder()}/home` }),
      ),
    ).rejects.toMatchObject({
      why: 'failed',
      message: 'minikube is not installed here',
    })
  })

  test('the context is written', async () => {
    machine.program('minikube')
    await apply(updateContext, { kind: 'update-context', profile: 'other' }, machine.host())
    expect(machine.log()).toEqual(['minikube update-context -p other'])
  })

  test('what has no digest, and what is not done from here, says so', async () => {
    const tool = {
      kind: 'install-tool',
      tool: 'kubectl',
      version: 'v1.23.3',
      os: 'linux',
      arch: 'amd64',
      sha256: '',
      directory: '/usr/local/bin',
    } as const
    await expect(apply(installTool, tool, machine.host())).rejects.toMatchObject({
      why: 'refused',
    })
  })
})

test('a changing command that may not be run says so', async () => {
  machine.program('minikube')
  chmodSync(`${machine.folder()}/bin/minikube`, 0o644)
  const only = hostWith({ PATH: `${machine.folder()}/bin` })
  await expect(only.runChanging(['minikube'], { deadlineMs: 1000 })).rejects.toMatchObject({
    name: 'StepError',
    message: expect.stringContaining('minikube'),
  })
})
