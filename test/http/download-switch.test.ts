import { expect, test } from 'vitest'
import { seeded } from '../support/seeded.ts'
import { always, cut, download, file, mib, mirror } from './downloading.ts'
import type { Faults } from './file-server.ts'

/** The first source fails in the middle; the second finishes, and what is right is not fetched twice. */
test.for<readonly [string, Faults, number]>([
  ['is cut', cut(5 * mib), 1.5],
  ['is reset', cut(5 * mib, { reset: true }), 1.5],
  ['stalls', { stallAt: 5 * mib }, 1.5],
  ['becomes slow', { rate: 50 * mib, slowAt: 5 * mib, slowRate: 50_000 }, 1.7],
  ['drips from the start', { rate: 20_000 }, 1.3],
  ['is silent', { silent: true }, 1.2],
  ['sends a page', { body: Buffer.from('<html>') }, 1.2],
  ['says 404', { status: 404 }, 1.2],
  ['has another length', { body: file.subarray(0, 3 * mib) }, 2.3],
  ['sends a wrong byte', { wrongAt: 3 * mib }, 2.3],
])('the other source takes over when one %s', async ([, faults, waste]) => {
  await using bad = await mirror((request) => (request === 1 ? faults : { status: 404 }))
  await using good = await always({ waitMs: 40, rate: 60 * mib })
  const got = await download([bad.url, good.url])
  expect(got).toMatchObject({ right: true })
  expect(got.from).toContain(good.url)
  expect(bad.server.sent + good.server.sent).toBeLessThan(file.length * waste)
})

test('the source of a wrong byte is named, and banned', async () => {
  await using bad = await always({ wrongAt: 3 * mib })
  await using good = await always({ waitMs: 200 })
  const got = await download([bad.url, good.url])
  expect(got).toMatchObject({ right: true, from: [good.url] })
  expect(got.failed.join('\n')).toContain(`${bad.url} sent wrong bytes (sha256 `)
  expect(bad.server.requests.length).toBe(1)
})

test('of two who had a part in a wrong file each is tried alone', async () => {
  await using wrong = await mirror((request) =>
    request === 1 ? { wrongAt: mib, cutAt: 6 * mib } : { wrongAt: mib },
  )
  await using good = await always({ waitMs: 300 })
  const got = await download([wrong.url, good.url])
  expect(got).toMatchObject({ right: true, from: [good.url] })
})

test('who says that the file ends too early is not believed', async () => {
  await using short = await always({ body: file.subarray(0, 3 * mib) })
  await using good = await always({ waitMs: 100 })
  const present = file.subarray(0, 5 * mib)
  const got = await download([short.url, good.url], {}, { present })
  expect(got).toMatchObject({ right: true, from: [good.url] })
  expect(got.failed.join()).toContain(`${short.url} sent wrong bytes`)
})

test('all sources wrong is no file', async () => {
  await using one = await always({ wrongAt: 1 })
  await using two = await mirror((request) => ({
    wrongAt: 2,
    ...(request === 1 ? { cutAt: mib } : {}),
  }))
  const got = await download([one.url, two.url])
  expect(got.failure).toBe('no-source')
  expect(got.tried.map(({ why }) => why.slice(0, 16))).toEqual([
    'sent wrong bytes',
    'sent wrong bytes',
  ])
})

const seeds = Number(process.env['SEEDS'] ?? 40)

test(
  `faults at random points: ${seeds} seeds`,
  async () => {
    let once = 0
    let sent = 0
    for (let seed = 1; seed <= seeds; seed += 1) {
      const random = seeded(seed)
      const faultsOf = (): Faults => {
        const at = Math.floor(random() * 2 * file.length)
        const kind = random()
        if (kind < 0.15) return { status: 503 }
        if (kind < 0.25) return { stallAt: at }
        return { cutAt: at, reset: kind < 0.6 }
      }
      await using one = await mirror(faultsOf)
      await using two = await mirror(faultsOf)
      const got = await download([one.url, two.url], {}, { stallMs: 100, staggerMs: 1 })
      expect(got.right || got.failure === 'no-source', `seed ${seed}`).toBe(true)
      once += got.right ? 1 : 0
      sent += one.server.sent + two.server.sent
    }
    console.log(
      `${seeds} seeds: ${once} in one run, ${(sent / file.length / seeds).toFixed(2)} x the bytes`,
    )
    expect(once).toBeGreaterThanOrEqual(seeds * 0.95)
  },
  30_000 + seeds * 1000,
)

test('a liar beside a flaky honest source: 30 seeds end with the right file', async () => {
  for (let seed = 1; seed <= 30; seed += 1) {
    const random = seeded(seed)
    const cutSomewhere = (): Faults => ({ cutAt: Math.floor(random() * 2 * file.length) })
    const wrongAt = Math.floor(random() * file.length)
    const shorter = file.subarray(0, Math.max(mib, wrongAt))
    await using liar = await mirror(() =>
      random() < 0.3 ? { body: shorter } : { wrongAt, ...cutSomewhere() },
    )
    await using honest = await mirror((request) => (request % 3 === 0 ? {} : cutSomewhere()))
    const got = await download([liar.url, honest.url], {}, { staggerMs: 1 })
    expect({ right: got.right, tried: got.tried }, `seed ${seed}`).toMatchObject({ right: true })
  }
}, 60_000)
