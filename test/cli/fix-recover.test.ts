import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keptBeside } from '../../src/catalog/minikube-cache.ts'
import { bin, machineWith, runProcess, writeFiles } from '../support/cli.ts'
import { isRoot } from '../support/somebody.ts'

/** The lock of one person's runs is the network namespace's own: other tests of --fix must not wait for these. */
const [first = process.execPath, ...rest] =
  process.platform === 'linux' && isRoot ? ['/usr/bin/unshare', '-n', process.execPath] : []

/** A run that was killed in the middle of a purge has left the downloads beside the home. */
const killed = (more: Readonly<Record<string, string>> = {}) => {
  const { folder, env } = machineWith({ sleep: 'exec /bin/sleep "$@"' })
  const home = join(folder, 'home/.minikube')
  const kept = keptBeside(home)
  writeFiles(kept, { 'linux/amd64/v1.23.3/kubeadm': 'whole' })
  writeFiles(home, more)
  const fix = (...args: readonly string[]) =>
    runProcess(
      [first, ...rest, bin, '--offline', '--only', 'host/arch', '--fix', '--yes', ...args],
      { env },
    )
  return { home, kept, fix }
}

test('the next --fix puts the downloads back, a dry run leaves them', async () => {
  const { home, kept, fix } = killed()
  await fix('--dry-run')
  expect(existsSync(kept)).toBe(true)
  const { stderr } = await fix()
  expect(stderr).not.toContain(kept)
  expect(readFileSync(join(home, 'cache/linux/amd64/v1.23.3/kubeadm'), 'utf8')).toBe('whole')
  expect(existsSync(kept)).toBe(false)
})

test('where that cannot be it says so, once, and goes on', async () => {
  const { kept, fix } = killed({ 'cache/linux': 'a file' })
  const { stderr, stdout } = await fix()
  expect(stderr.split('\n').filter((line) => line.includes(kept))).toEqual([
    expect.stringMatching(/^minikube's downloads could not be put back: the downloads wait in /),
  ])
  expect(stdout).not.toBe('')
  expect(existsSync(kept)).toBe(true)
})
