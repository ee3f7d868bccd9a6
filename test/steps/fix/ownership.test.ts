import { requestFor } from '../../support/diagnose.ts'
import {
  chmodSync,
  chownSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { expect, test } from 'vitest'
import { chown } from '../../../src/engine/steps/chown.ts'
import { isRoot, somebody } from '../../support/somebody.ts'
import { apply, hostWith, ownFolder, snapshot } from '../../support/writing.ts'

const at = ownFolder('fix-chown')
const host = hostWith()
const asUser = hostWith({
  SUDO_UID: String(somebody.uid),
  SUDO_GID: String(somebody.gid),
  SUDO_USER: somebody.name,
})
const uidOf = (path: string): number => lstatSync(path).uid

/** A home in which `sudo minikube start` has left its traces. */
const home = (name: string): ((...names: readonly string[]) => string) => {
  const under = (...names: readonly string[]): string => at(name, ...names)
  mkdirSync(under('.minikube', 'cache', 'closed'), { recursive: true })
  writeFileSync(under('.minikube', 'config.json'), '{}', { mode: 0o600 })
  writeFileSync(under('.minikube', 'cache', 'closed', 'a b 课'), 'x')
  writeFileSync(under('.minikube', 'cache', 'own'), 'x')
  writeFileSync(under('outside'), 'x')
  symlinkSync('../outside', under('.minikube', 'link'))
  symlinkSync('..', under('.minikube', 'up'))
  if (isRoot) {
    chownSync(under('.minikube', 'cache', 'own'), somebody.uid, somebody.gid)
    chownSync(under('.minikube', 'cache', 'closed', 'a b 课'), 1, 2)
  }
  chmodSync(under('.minikube', 'cache', 'closed'), 0o700)
  return under
}

test.runIf(isRoot).for([
  ['as root', host],
  ['behind sudo', asUser],
] as const)('%s: everything below is given back, and taken back again', async ([name, by]) => {
  const under = home(name)
  const step = {
    kind: 'chown',
    paths: [under('.minikube'), under('.kube')],
    user: somebody.name,
    recursive: true,
  } as const
  const before = snapshot(under())
  const undo = await apply(chown, step, by)
  const given = ['.', 'config.json', 'cache/closed', 'cache/closed/a b 课', 'link', 'up']
  expect(given.filter((path) => uidOf(under('.minikube', path)) !== somebody.uid)).toEqual([])
  expect([uidOf(under()), uidOf(under('outside'))]).toEqual([0, 0])
  expect(await apply(chown, step, by)).toBe('done already')
  if (typeof undo !== 'object') throw new TypeError('no undo')
  await chown.revert(undo, by)
  expect(snapshot(under())).toEqual(before)
  await chown.revert(undo, by)
  expect(snapshot(under())).toEqual(before)
})

test.runIf(isRoot)('one entry alone', async () => {
  const under = home('alone')
  const step = {
    kind: 'chown',
    paths: [under('.minikube')],
    user: somebody.name,
    recursive: false,
  } as const
  await apply(chown, step, host)
  expect(uidOf(under('.minikube'))).toBe(somebody.uid)
  expect(uidOf(under('.minikube', 'cache'))).toBe(0)
  expect(await chown.isDone(step, host)).toBe(true)
})

test.runIf(isRoot)('a second name of root’s file is not given away', async () => {
  const under = home('hard')
  linkSync(under('outside'), under('.minikube', 'cache', 'stolen'))
  const step = {
    kind: 'chown',
    paths: [under('.minikube')],
    user: somebody.name,
    recursive: true,
  } as const
  await expect(apply(chown, step, host)).rejects.toMatchObject({ why: 'refused' })
  expect(uidOf(under('outside'))).toBe(0)
})

test.runIf(isRoot)('the path itself may not be a stranger’s way to something else', async () => {
  const under = home('way')
  mkdirSync(under('hers'))
  chownSync(under('hers'), somebody.uid, somebody.gid)
  symlinkSync(under('.minikube'), under('hers', 'way'))
  lchownSync(under('hers', 'way'), somebody.uid, somebody.gid)
  const step = {
    kind: 'chown',
    paths: [under('hers', 'way', 'config.json')],
    user: somebody.name,
    recursive: false,
  } as const
  await expect(apply(chown, step, host)).rejects.toMatchObject({ why: 'refused' })
  expect(uidOf(under('.minikube', 'config.json'))).toBe(0)
})

test.runIf(isRoot)('a name with a line break is refused before anything is done', async () => {
  const under = home('break')
  writeFileSync(under('.minikube', 'a\nb'), '')
  const before = snapshot(under())
  const step = {
    kind: 'chown',
    paths: [under('.minikube')],
    user: somebody.name,
    recursive: true,
  } as const
  await expect(apply(chown, step, host)).rejects.toMatchObject({ why: 'refused' })
  expect(snapshot(under())).toEqual(before)
})

test('nobody of that name is refused', async () => {
  await expect(
    chown.perform(
      { kind: 'chown', paths: [], user: 'no such', recursive: false },
      host,
      requestFor({}),
    ),
  ).rejects.toMatchObject({ why: 'refused', message: 'there is no user no such here' })
})
