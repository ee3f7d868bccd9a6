import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Step } from '../../../src/model/step.ts'
import { fileServer } from '../../http/file-server.ts'
import { http } from '../../http/servers.ts'
import type { Running } from '../../http/servers.ts'
import { buildKilledRun, leftAtWork, runKilled } from '../../support/killing.ts'
import { canCompile, ownSudo } from '../../support/own-sudo.ts'
import { ownCpu, programFile } from '../../support/program-file.ts'
import { seeded } from '../../support/seeded.ts'
import { somebody } from '../../support/somebody.ts'
import { clientArchive, sha512Of } from '../../support/tar-file.ts'
import { snapshot } from '../../support/writing.ts'

const mib = 1024 * 1024
const kills = Number(process.env['KILLS'] ?? 12)
const firstSeed = Number(process.env['SEED'] ?? Date.now() % 100_000)

const [old, fresh, packed] = [
  programFile('v1.18.2', { size: mib }),
  programFile('v1.99.3', { size: mib }),
  programFile('v1.19.2', { size: mib }),
]
const archive = clientArchive(packed.bytes)

describe.runIf(canCompile)('a program of root’s, replaced by somebody who has sudo', () => {
  const sudo = canCompile ? ownSudo() : undefined
  const under = (...names: readonly string[]): string => sudo?.under(...names) ?? ''
  const target = under('roots', 'kubectl')
  const program = under('killed-run.mjs')
  let server: Running
  beforeAll(async () => {
    const pour = { rate: 40 * mib }
    const [plain, gzip] = [fileServer(fresh.bytes, () => pour), fileServer(archive, () => pour)]
    server = await http((request, response) => {
      const from = (request.url ?? '').endsWith('.tar.gz') ? gzip : plain
      from.listener(request, response)
    })
    await buildKilledRun(program)
  })
  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    sudo?.[Symbol.dispose]()
  })
  beforeEach(() => {
    for (const name of ['roots', 'home']) rmSync(under(name), { recursive: true })
    mkdirSync(under('roots'))
    mkdirSync(under('home'))
    chownSync(under('home'), somebody.uid, somebody.gid)
  })

  const standing = (): void => {
    writeFileSync(target, old.bytes)
    chownSync(target, 0, 3)
    chmodSync(target, 0o754)
  }
  const common = { kind: 'install-tool', tool: 'kubectl', os: 'linux', arch: ownCpu } as const
  const directory = under('roots')
  const release: Step = { ...common, version: fresh.version, sha256: fresh.sha256, directory }
  const fromArchive = {
    ...common,
    version: packed.version,
    archive: {
      digest: { algorithm: 'sha512', hex: sha512Of(archive) },
      member: 'kubernetes/client/bin/kubectl',
    },
    directory,
  } as const satisfies Step

  const env = (): Readonly<Record<string, string>> => ({
    PATH: sudo?.path ?? '',
    HOME: under('home'),
    // What is killed leaves its copies there.
    TMPDIR: under('home'),
    K8S_DOCTOR_MIRROR: `http://127.0.0.1:${server.port}`,
  })
  type Moment = { readonly at?: number; readonly later?: number }
  const apply = (which: Step, moment: Moment = {}) => {
    writeFileSync(under('steps'), JSON.stringify([which]))
    return runKilled(program, ['apply', under('steps')], { env: env(), as: somebody, ...moment })
  }
  const undo = (moment: Moment = {}) =>
    runKilled(program, ['undo'], { env: env(), as: somebody, ...moment })

  /** Whose bytes stand there. */
  const whose = (): string | undefined => {
    if (!existsSync(target)) return undefined
    const bytes = readFileSync(target)
    const known = [old, fresh, packed].find((each) => bytes.equals(each.bytes))
    return known === undefined ? 'torn' : known.version
  }
  const rights = (): readonly number[] => {
    const { mode, uid, gid } = lstatSync(target)
    return [mode & 0o7777, uid, gid]
  }

  test.for([
    ['the release', release],
    ['one that comes in an archive', fromArchive],
  ] as const)('%s takes its place, and an undo gives it back', async ([, which]) => {
    standing()
    const before = snapshot(under('roots'))
    expect(await apply(which)).toMatchObject({ text: 'end\n' })
    expect(whose()).toBe(which === fromArchive ? packed.version : fresh.version)
    expect(rights()).toEqual([0o755, 0, 0])
    expect(await apply(which)).toMatchObject({ text: 'end\n' })
    expect(await undo()).toMatchObject({ text: 'install-tool undone \n' })
    expect(snapshot(under('roots'))).toEqual(before)
    expect(readdirSync(under('home', '.cache', 'k8s-doctor', 'for-root'))).toEqual([])
  })

  test('where nothing stood nothing is left', async () => {
    const before = snapshot(under('roots'))
    expect(await apply(fromArchive)).toMatchObject({ text: 'end\n' })
    expect([whose(), rights()]).toEqual([packed.version, [0o755, 0, 0]])
    expect(await undo()).toMatchObject({ text: 'install-tool undone \n' })
    expect(snapshot(under('roots'))).toEqual(before)
  })

  test('an undo takes back what its own run has placed, and nothing older of ours', async () => {
    standing()
    await apply(release)
    const bad: Step = {
      ...fromArchive,
      archive: { digest: { algorithm: 'sha512', hex: '0'.repeat(128) }, member: 'kubectl' },
    }
    rmSync(under('home', '.local', 'state', 'k8s-doctor', 'runs'), { recursive: true })
    expect((await apply(bad)).text).toContain('no source delivered the file')
    expect(await undo()).toMatchObject({ text: 'install-tool nothing \n' })
    expect(whose()).toBe(fresh.version)
  })

  const refusals: readonly (readonly [string, () => void, string])[] = [
    [
      'a link',
      () => {
        writeFileSync(under('roots', 'minikube'), old.bytes, { mode: 0o755 })
        symlinkSync('minikube', target)
      },
      'is a symbolic link to minikube, which root does not follow',
    ],
    ['a folder', () => mkdirSync(target), 'something stands there that is no file'],
    [
      'a program with rights of its own',
      () => {
        standing()
        chmodSync(target, 0o4755)
      },
      'runs with the rights of its owner (set-id)',
    ],
  ]
  test.for(refusals)('%s is left alone', async ([, make, says]) => {
    make()
    const before = snapshot(under('roots'))
    expect((await apply(release)).text).toContain(says)
    expect(snapshot(under('roots'))).toEqual(before)
  })

  test('a file for minikube’s cache is no program: root does not place it', async () => {
    const seed: Step = {
      kind: 'seed-cache',
      url: `http://127.0.0.1:${server.port}/kubectl`,
      sha256: fresh.sha256,
      path: under('roots', 'cache', 'kubectl'),
      executable: true,
    }
    expect((await apply(seed)).text).toContain('permission denied (EACCES)')
    expect(readdirSync(under('roots'))).toEqual([])
  })

  test('what has been changed since is left alone', async () => {
    standing()
    await apply(release)
    writeFileSync(target, packed.bytes)
    expect((await undo()).text).toContain('install-tool changed')
    expect(whose()).toBe(packed.version)
  })

  test('a backup that is no longer what was replaced is not given back', async () => {
    standing()
    await apply(release)
    const kept = under('home', '.local/state/k8s-doctor/install/backup', old.sha256)
    writeFileSync(kept, packed.bytes)
    expect((await undo()).text).toContain('is not kept any more')
    expect(whose()).toBe(fresh.version)
  })

  const round = async (seed: number, ticks: number, durationMs: number): Promise<string> => {
    const random = seeded(seed)
    const which = random() < 0.5 ? release : fromArchive
    const wanted = which === fromArchive ? packed.version : fresh.version
    standing()
    const moment = () => ({ at: Math.floor(random() * ticks), later: random() * durationMs })
    await apply(which, moment())
    await leftAtWork(under('home'))
    const after = whose()
    expect([old.version, wanted]).toContain(after)
    if (random() < 0.5) {
      expect(await apply(which)).toMatchObject({ text: 'end\n' })
      expect(whose()).toBe(wanted)
    }
    await undo({ ...moment(), later: random() * 300 })
    await leftAtWork(under('home'))
    expect([old.version, wanted]).toContain(whose())
    expect((await undo()).text).not.toMatch(/changed|failed/)
    expect([whose(), rights()]).toEqual([old.version, [0o754, 0, 3]])
    return after === wanted ? 'new' : 'old'
  }

  test(
    `killed ${kills} times (SEED=${firstSeed}) it is the old one or the new one`,
    async () => {
      standing()
      const began = performance.now()
      const { ticks } = await apply(release)
      const durationMs = performance.now() - began
      await undo()
      const tally: Record<string, number> = {}
      for (let seed = firstSeed; seed < firstSeed + kills; seed += 1) {
        rmSync(under('home'), { recursive: true })
        mkdirSync(under('home'))
        chownSync(under('home'), somebody.uid, somebody.gid)
        const met = await round(seed, ticks, durationMs).catch((error: unknown) => {
          throw new Error(`seed ${seed} (SEED=${seed} KILLS=1): ${String(error)}`, { cause: error })
        })
        tally[met] = (tally[met] ?? 0) + 1
      }
      console.log(`${kills} kills, ${Math.round(durationMs)} ms each:`, JSON.stringify(tally))
      // What the last of them has left is swept away by the next.
      standing()
      expect(await apply(release)).toMatchObject({ text: 'end\n' })
      expect(readdirSync(under('roots'))).toEqual(['kubectl'])
    },
    60_000 + kills * 10_000,
  )
})
