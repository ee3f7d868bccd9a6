import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test } from 'vitest'
import { keptBeside } from '../../../src/catalog/minikube-cache.ts'
import { recoverCache } from '../../../src/engine/steps/kept-cache.ts'
import { seeded } from '../../support/seeded.ts'
import { buildStepProgram } from '../../support/step-program.ts'
import { hostWith, ownFolder, snapshot } from '../../support/writing.ts'

const at = ownFolder('purge-killed')
const program = at('program.mjs')
const home = at('home/.minikube')
const env = { PATH: `${at('bin')}:/usr/bin:/bin`, HOME: at('home'), MINIKUBE_HOME: undefined }
const step = { kind: 'purge-home', home, profiles: ['minikube'] }

beforeAll(async () => {
  await buildStepProgram(program)
  mkdirSync(at('bin'))
  writeFileSync(at('step'), JSON.stringify([step]))
  writeFileSync(at('bin/docker'), '#!/bin/sh\n', { mode: 0o755 })
})

const downloads = Array.from(
  { length: 12 },
  (_, index) => `cache/images/amd64/${index % 3}/${index}`,
)

const fill = (): void => {
  rmSync(at('home'), { recursive: true, force: true })
  for (const name of [...downloads, 'profiles/minikube/config.json', 'config/config.json']) {
    mkdirSync(dirname(join(home, name)), { recursive: true })
    writeFileSync(join(home, name), `${name}\n`.repeat(200))
  }
}

/** A stand-in for minikube that makes its folders, as the real one does, and deletes its home; `killing` is where it ends its parent. */
const minikube = (killing: 'at its begin' | 'half way' | 'at its end' | 'nowhere'): void => {
  const kill = (point: typeof killing): string => (point === killing ? 'kill -9 $PPID' : ':')
  writeFileSync(
    at('bin/minikube'),
    `#!/bin/sh
mkdir -p '${home}/cache/iso' '${home}/logs'
${kill('at its begin')}
rm -r '${home}/profiles'
${kill('half way')}
sleep 0.2
rm -rf '${home}'
${kill('at its end')}
`,
    { mode: 0o755 },
  )
}

const run = (): { readonly kill: () => void; readonly gone: Promise<unknown> } => {
  const child = spawn(process.execPath, [program, 'once', at('step')], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  return {
    kill: () => void child.kill('SIGKILL'),
    gone: new Promise((done) => child.once('exit', done)),
  }
}

/** What the next run finds of the downloads, and whether any still wait beside the home. */
const recovered = async () => {
  await recoverCache(hostWith(env))
  return { cache: snapshot(join(home, 'cache')), waiting: existsSync(keptBeside(home)) }
}

test.for(['at its begin', 'half way', 'at its end'] as const)(
  'killed by a purge that goes on (%s): it is waited for, and no download is lost',
  async (point) => {
    fill()
    const before = snapshot(join(home, 'cache'))
    minikube(point)
    await run().gone
    expect(await recovered()).toMatchObject({ cache: before, waiting: false })
    expect(existsSync(join(home, 'profiles'))).toBe(false)
  },
)

const kills = 12
const seed = Number(process.env['SEED'] ?? Date.now() % 100_000)

test(`killed ${kills} times (SEED=${seed}), no download is lost`, async () => {
  const random = seeded(seed)
  minikube('nowhere')
  for (let count = 0; count < kills; count += 1) {
    fill()
    const before = snapshot(join(home, 'cache'))
    const { kill, gone } = run()
    const ended = await Promise.race([gone, sleep(150 + random() * 600)])
    if (ended === undefined) kill()
    await gone
    expect(await recovered(), `SEED=${seed}, run ${count}`).toMatchObject({
      cache: before,
      waiting: false,
    })
  }
}, 180_000)
