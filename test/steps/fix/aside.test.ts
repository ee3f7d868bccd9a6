import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { setAside } from '../../../src/engine/steps/set-aside.ts'
import { unpause } from '../../../src/engine/steps/unpause.ts'
import { fakeMachine } from '../../support/fake-machine.ts'
import { apply, hostWith, ownFolder } from '../../support/writing.ts'

const at = ownFolder('aside')
const step = { kind: 'set-aside', path: at('config') } as const

test('what was moved away before stays, and a new file is not written over', async () => {
  writeFileSync(at('config'), 'second')
  writeFileSync(at('config.broken'), 'first')
  const undo = await apply(setAside, step, hostWith())
  expect(readFileSync(at('config.broken'), 'utf8')).toBe('first')
  expect(readFileSync(at('config.broken-2'), 'utf8')).toBe('second')
  writeFileSync(at('config'), 'new')
  if (typeof undo !== 'object') throw new TypeError('nothing was done')
  await expect(setAside.revert(undo, hostWith())).rejects.toMatchObject({ why: 'refused' })
  expect(readFileSync(at('config'), 'utf8')).toBe('new')
})

test('a folder stays', async () => {
  mkdirSync(at('folder'))
  const folder = { kind: 'set-aside', path: at('folder') } as const
  await expect(apply(setAside, folder, hostWith())).rejects.toMatchObject({ why: 'refused' })
})

const machine = fakeMachine('unpause')
const node = { kind: 'unpause', container: 'minikube' } as const

/** A docker that keeps in a file whether the container is paused. */
const docker = (): void => {
  writeFileSync(`${machine.folder()}/paused`, 'true\n')
  machine.program(
    'docker',
    `case "$1" in inspect) cat '$FOLDER/paused';; unpause) echo false > '$FOLDER/paused';; pause) echo true > '$FOLDER/paused';; esac`,
  )
}

test('a frozen node goes on, and is frozen again', async () => {
  docker()
  const undo = await apply(unpause, node, machine.host())
  expect(machine.log()).toContain('docker unpause minikube')
  expect(await apply(unpause, node, machine.host())).toBe('done already')
  if (typeof undo !== 'object') throw new TypeError('nothing was done')
  await unpause.revert(undo, machine.host())
  expect(readFileSync(`${machine.folder()}/paused`, 'utf8')).toBe('true\n')
})

test('one that stays frozen is a failure', async () => {
  docker()
  machine.program('docker', `test "$1" = inspect && echo true`)
  await expect(apply(unpause, node, machine.host())).rejects.toMatchObject({ why: 'failed' })
})
