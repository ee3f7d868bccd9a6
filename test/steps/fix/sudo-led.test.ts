import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { rootWriter } from '../../../src/host/write-as-root.ts'
import type { AsRoot } from '../../../src/host/write-as-root.ts'
import { StepError } from '../../../src/model/write-host.ts'
import { isRoot } from '../../support/somebody.ts'
import { hostWith, ownFolder, snapshot } from '../../support/writing.ts'

const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex')
const asRoot: AsRoot = async (...argv) => {
  const { status, stdout, stderr } = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8' })
  if (status !== 0) throw new StepError('failed', stderr)
  return stdout
}

const by = (standing: string | undefined) => ({
  sha256: sha256('new'),
  mode: 0o755,
  owner: { uid: 0, gid: 0 },
  standing,
})

describe.runIf(isRoot)('root is led nowhere else', () => {
  const at = ownFolder('fix-led')
  const path = at('way', 'kubectl')
  beforeEach(() => {
    for (const name of ['way', 'other', 'aside']) rmSync(at(name), { recursive: true, force: true })
    for (const name of ['way', 'other']) {
      mkdirSync(at(name))
      writeFileSync(at(name, 'kubectl'), 'old')
    }
    writeFileSync(at('new'), 'new')
    writeFileSync(at('secret'), 'secret', { mode: 0o600 })
    rmSync(at('link'), { force: true })
    symlinkSync('secret', at('link'))
  })

  test('by bytes that are not those that were verified', async () => {
    const writer = rootWriter(hostWith(), asRoot)
    const before = snapshot(at('way'))
    for (const file of [at('link'), at('secret')])
      await expect(writer.replace(file, path, by(sha256('old')))).rejects.toMatchObject({
        why: 'refused',
      })
    expect(snapshot(at('way'))).toEqual(before)
  })

  test.for(['other', undefined])('by a target that holds %s now', async (standing) => {
    const writer = rootWriter(hostWith(), asRoot)
    const before = snapshot(at('way'))
    const expected = standing === undefined ? undefined : sha256(standing)
    await expect(writer.replace(at('new'), path, by(expected))).rejects.toMatchObject({
      why: 'refused',
      reason: { code: 'being-changed' },
    })
    await expect(writer.removeFile(path, sha256('other'))).rejects.toMatchObject({ why: 'refused' })
    expect(snapshot(at('way'))).toEqual(before)
  })

  test.for(['install', 'chmod', 'sha256sum', 'mv', 'rm'])(
    'by a folder that is swapped before %s',
    async (command) => {
      const before = snapshot(at('other'))
      let swapped = false
      const swapping: AsRoot = (...argv) => {
        if (argv.includes(command) && !swapped) {
          swapped = true
          renameSync(dirname(path), at('aside'))
          symlinkSync('other', dirname(path))
        }
        return asRoot(...argv)
      }
      const writer = rootWriter(hostWith(), swapping)
      const work =
        command === 'rm'
          ? writer.removeFile(path, sha256('old'))
          : writer.replace(at('new'), path, by(sha256('old')))
      await expect(work).rejects.toMatchObject({ name: 'StepError' })
      expect(swapped).toBe(true)
      expect(snapshot(at('other'))).toEqual(before)
      rmSync(dirname(path))
    },
  )
})
