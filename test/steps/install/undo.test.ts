import {
  chmodSync,
  existsSync,
  readFileSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { listInstalls, undoInstall, uninstall } from '../../../src/host/install.ts'
import { programFile } from '../../support/program-file.ts'
import {
  digestOfFile,
  installIn,
  linux,
  litterIn,
  modeOf,
  namesIn,
  quiet,
  serve,
  workshop,
} from './workshop.ts'

const refused = (why: string) => ({ kind: 'refused', why })

test.runIf(linux).for([1, 2, 3])(
  'undo after %d installs gives back bytes and mode',
  async (installs) => {
    using shop = workshop()
    const path = join(shop.bin, 'kubectl')
    const old = programFile('v0')
    writeFileSync(path, old.bytes)
    chmodSync(path, 0o710)
    const states: (readonly [string | undefined, number])[] = [[old.sha256, 0o710]]
    const transactions: string[] = []
    for (let index = 1; index <= installs; index += 1) {
      const program = programFile(`v${index}`)
      await using source = await serve(program)
      transactions.push((await installIn(shop, program, source.urls)).transaction)
      states.push([program.sha256, 0o755])
    }
    for (const transaction of transactions.toReversed()) {
      states.pop()
      expect(await undoInstall(transaction, { env: shop.env, ...quiet })).toMatchObject({
        kind: 'undone',
      })
      expect([digestOfFile(path), modeOf(path)]).toEqual(states.at(-1))
    }
    expect(litterIn(shop)).toEqual([])
  },
)

test.runIf(linux)(
  'undo refuses after an edit, out of order, twice, and what it does not know',
  async () => {
    using shop = workshop()
    const path = join(shop.bin, 'kubectl')
    const [one, two] = [programFile('v1'), programFile('v2')]
    await using first = await serve(one)
    await using second = await serve(two)
    const options = { env: shop.env, ...quiet }
    const a = await installIn(shop, one, first.urls)
    const b = await installIn(shop, two, second.urls)
    expect(await undoInstall('tx-no', options)).toMatchObject(refused('unknown'))
    expect(await undoInstall(a.transaction, options)).toMatchObject(refused('changed'))
    writeFileSync(path, 'mine now')
    expect(await undoInstall(b.transaction, options)).toMatchObject(refused('changed'))
    expect(readFileSync(path, 'utf8')).toBe('mine now')
    writeFileSync(path, two.bytes)
    expect(await undoInstall(b.transaction, options)).toMatchObject({ kind: 'undone' })
    expect(await undoInstall(b.transaction, options)).toMatchObject(refused('not-installed'))
    expect(await undoInstall(a.transaction, options)).toMatchObject({
      kind: 'undone',
      left: 'absent',
    })
    expect(existsSync(path)).toBe(false)
  },
)

test.runIf(linux)(
  'uninstall gives back what was there first; the user’s own backup outlives ours',
  async () => {
    using shop = workshop()
    const path = join(shop.bin, 'kubectl')
    writeFileSync(path, 'the user’s own', { mode: 0o755 })
    for (let index = 1; index <= 4; index += 1) {
      const program = programFile(`v${index}`)
      await using source = await serve(program)
      await installIn(shop, program, source.urls)
    }
    expect(namesIn(join(shop.journal, 'backup')).length).toBe(3)
    expect(await uninstall(path, { env: shop.env, ...quiet })).toMatchObject({ kind: 'undone' })
    expect(readFileSync(path, 'utf8')).toBe('the user’s own')
    expect(new Set((await listInstalls(shop.env)).map(({ state }) => state))).toEqual(
      new Set(['undone']),
    )
  },
)

test.runIf(linux)('a link is replaced itself and given back', async () => {
  using shop = workshop()
  const path = join(shop.bin, 'kubectl')
  const elsewhere = join(shop.root, 'elsewhere')
  writeFileSync(elsewhere, 'another program', { mode: 0o755 })
  symlinkSync('../elsewhere', path)
  const program = programFile('v1')
  await using source = await serve(program)
  const { transaction } = await installIn(shop, program, source.urls)
  expect(readFileSync(elsewhere, 'utf8')).toBe('another program')
  expect(digestOfFile(path)).toBe(program.sha256)
  await undoInstall(transaction, { env: shop.env, ...quiet })
  expect(readlinkSync(path)).toBe('../elsewhere')
})
