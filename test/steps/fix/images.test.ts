import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Undo } from '../../../src/engine/steps/interpreter.ts'
import { loadImage } from '../../../src/engine/steps/load-image.ts'
import { pullImage } from '../../../src/engine/steps/pull-image.ts'
import { saveImage } from '../../../src/engine/steps/save-image.ts'
import { fakeMachine } from '../../support/fake-machine.ts'
import { apply } from '../../support/writing.ts'

const machine = fakeMachine('fix-images')

const undoOf = (undo: Awaited<ReturnType<typeof apply>>): Undo => {
  if (typeof undo !== 'object') throw new TypeError('no undo')
  return undo
}

/** Image names, a line each in a file; a saved image is a file with its name in it. */
const withImages = (...names: readonly string[]): void => {
  writeFileSync(`${machine.folder()}/images`, names.map((name) => `${name}\n`).join(''))
  machine.program(
    'docker',
    `images='$FOLDER/images'
    case "$1" in
      images) grep -qx -- "$3" "$images" && echo 0123456789ab;;
      pull) grep -qx -- "$2" "$images" || echo "$2" >> "$images";;
      tag) echo "$3" >> "$images";;
      image) grep -vx -- "$3" "$images" > "$images.new"; mv "$images.new" "$images";;
      save) grep -qx -- "$4" "$images" || { echo "Error response from daemon: reference does not exist" >&2; exit 1; }
        echo "$4" > "$3";;
    esac; exit 0`,
  )
}

const images = (): readonly string[] =>
  readFileSync(`${machine.folder()}/images`, 'utf8')
    .split('\n')
    .filter((line) => line !== '')

/** Into minikube's cache. */
const saving = () =>
  ({
    kind: 'save-image',
    image: 'k8s.gcr.io/pause:3.6',
    path: `${machine.folder()}/home/.minikube/cache/images/amd64/k8s.gcr.io/pause_3.6`,
  }) as const

const list = (...names: readonly string[]): string =>
  JSON.stringify({ images: names.map((name) => ({ id: 'sha256:1', repoTags: [name] })) })

/** A node's images by docker's exec of crictl; minikube puts them there, or only says so. */
const withNode = (minikube: string): void => {
  const file = (name: string): string => `${machine.folder()}/${name}`
  writeFileSync(file('without'), list('k8s.gcr.io/pause:3.6'))
  writeFileSync(file('with'), list('k8s.gcr.io/pause:3.6', 'docker.io/library/nginx:alpine'))
  machine.program(
    'docker',
    `test "$1 $3" = "exec crictl" && cat '$FOLDER'/$(test -e '$FOLDER/loaded' && echo with || echo without)`,
  )
  machine.program('minikube', minikube)
}

describe('pull-image', () => {
  const step = {
    kind: 'pull-image',
    image: 'mirror/pause:3.6',
    as: 'k8s.gcr.io/pause:3.6',
  } as const

  test('a name comes through another, and both go again', async () => {
    withImages('mine:1')
    const undo = undoOf(await apply(pullImage, step, machine.host()))
    expect(images()).toEqual(['mine:1', 'mirror/pause:3.6', 'k8s.gcr.io/pause:3.6'])
    expect(await apply(pullImage, step, machine.host())).toBe('done already')
    await pullImage.revert(undo, machine.host())
    expect(images()).toEqual(['mine:1'])
    machine.clear()
    await pullImage.revert(undo, machine.host())
    expect(machine.log().filter((line) => line.startsWith('docker image '))).toEqual([])
  })

  test('a name docker had before stays', async () => {
    withImages('mirror/pause:3.6')
    const undo = undoOf(await apply(pullImage, step, machine.host()))
    await pullImage.revert(undo, machine.host())
    expect(images()).toEqual(['mirror/pause:3.6'])
  })

  test('an image that a container was made from is refused', async () => {
    withImages()
    const undo = undoOf(await apply(pullImage, step, machine.host()))
    machine.program(
      'docker',
      `case "$1" in images) echo 0123456789ab;; image)
        echo 'Error response from daemon: conflict: unable to remove repository reference "k8s.gcr.io/pause:3.6" (must force) - container 9e0 is using its referenced image 012' >&2
        exit 1;; esac`,
    )
    await expect(pullImage.revert(undo, machine.host())).rejects.toMatchObject({
      why: 'refused',
      message: expect.stringContaining('container 9e0 is using its referenced image'),
    })
  })

  test('a registry that has no such image is named', async () => {
    machine.program(
      'docker',
      `case "$1" in pull) echo 'Error response from daemon: manifest for mirror/pause:3.6 not found' >&2; exit 1;; esac`,
    )
    await expect(apply(pullImage, step, machine.host())).rejects.toMatchObject({
      why: 'failed',
      message:
        'docker pull mirror/pause:3.6 failed: Error response from daemon: manifest for mirror/pause:3.6 not found',
    })
  })
})

describe('save-image', () => {
  test('an image becomes a file, and the file goes with the folders made for it', async () => {
    withImages('k8s.gcr.io/pause:3.6')
    const { path } = saving()
    const undo = undoOf(await apply(saveImage, saving(), machine.host()))
    expect(readFileSync(path, 'utf8')).toBe('k8s.gcr.io/pause:3.6\n')
    expect(readdirSync(join(path, '..'))).toEqual(['pause_3.6'])
    expect(await apply(saveImage, saving(), machine.host())).toBe('done already')
    await saveImage.revert(undo, machine.host())
    expect(readdirSync(`${machine.folder()}/home`)).toEqual([])
    await saveImage.revert(undo, machine.host())
  })

  test('an empty file, as an interrupted program leaves it, is none', async () => {
    withImages('k8s.gcr.io/pause:3.6')
    const { path } = saving()
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, '')
    await apply(saveImage, saving(), machine.host())
    expect(readFileSync(path, 'utf8')).toBe('k8s.gcr.io/pause:3.6\n')
  })

  test('what docker could not finish is not left there', async () => {
    machine.program('docker', `echo half > "$3"; echo 'write: no space left on device' >&2; exit 1`)
    const { path } = saving()
    await expect(apply(saveImage, saving(), machine.host())).rejects.toMatchObject({
      why: 'no-space',
    })
    expect(existsSync(path)).toBe(false)
    expect(readdirSync(join(path, '..'))).toEqual([])
  })

  test('a folder in its place is refused', async () => {
    withImages('k8s.gcr.io/pause:3.6')
    mkdirSync(saving().path, { recursive: true })
    await expect(apply(saveImage, saving(), machine.host())).rejects.toMatchObject({
      why: 'refused',
      message: `${saving().path} is no plain file`,
    })
  })
})

describe('load-image', () => {
  const step = {
    kind: 'load-image',
    image: 'nginx:alpine',
    cluster: 'course',
    command: 'image load',
  } as const

  test('an image is handed over, known by its whole name, and taken out again', async () => {
    withNode(`case "$4" in load) touch '$FOLDER/loaded';; rm) rm '$FOLDER/loaded';; esac`)
    const undo = undoOf(await apply(loadImage, step, machine.host()))
    expect(machine.log()).toContain('minikube -p course image load nginx:alpine')
    expect(await apply(loadImage, step, machine.host())).toBe('done already')
    await loadImage.revert(undo, machine.host())
    expect(machine.log()).toContain('minikube -p course image rm nginx:alpine')
    machine.clear()
    await loadImage.revert(undo, machine.host())
    expect(machine.log().filter((line) => line.startsWith('minikube'))).toEqual([])
  })

  test('older releases keep it in their cache', async () => {
    withNode(`case "$4" in add) touch '$FOLDER/loaded';; delete) rm '$FOLDER/loaded';; esac`)
    const older = { ...step, command: 'cache add' } as const
    const undo = undoOf(await apply(loadImage, older, machine.host()))
    expect(machine.log()).toContain('minikube -p course cache add nginx:alpine')
    await loadImage.revert(undo, machine.host())
    expect(machine.log()).toContain('minikube -p course cache delete nginx:alpine')
  })

  test('a minikube that says nothing is not believed', async () => {
    withNode('exit 0')
    await expect(apply(loadImage, step, machine.host())).rejects.toMatchObject({
      why: 'failed',
      message: 'minikube found nothing wrong, but course has no nginx:alpine',
    })
  })

  test('a node that lists nothing is not asked twice', async () => {
    machine.program('docker', 'exit 1')
    machine.program('minikube')
    const undo = undoOf(await apply(loadImage, step, machine.host()))
    await loadImage.revert(undo, machine.host())
    expect(machine.log().filter((line) => line.startsWith('minikube'))).toEqual([
      'minikube -p course image load nginx:alpine',
    ])
  })
})
