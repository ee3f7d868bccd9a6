import type { Request } from '../../src/model/request.ts'
import { requestFor } from './diagnose.ts'
import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { createLocalHost } from '../../src/host/local.ts'
import { createWriteHost } from '../../src/host/write.ts'
import type { Interpreter, Undo } from '../../src/engine/steps/interpreter.ts'
import type { Step } from '../../src/model/step.ts'
import type { WriteHost } from '../../src/model/write-host.ts'

/** A folder of the test's own, gone afterwards, and paths in it. */
export const ownFolder = (name: string): ((...names: readonly string[]) => string) => {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`))
  chmodSync(folder, 0o755)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (...names) => join(folder, ...names)
}

/** This machine, with more of its environment. */
export const hostWith = (env: Readonly<Record<string, string | undefined>> = {}): WriteHost => {
  const whole = { ...process.env, ...env }
  return createWriteHost(whole, createLocalHost(whole))
}

/** Everything in a folder: kind, rights, owner, content. */
export const snapshot = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    ['.', ...readdirSync(folder, { recursive: true, encoding: 'utf8' })].toSorted().map((name) => {
      const path = join(folder, name)
      const { mode, uid, gid } = lstatSync(path)
      const head = `${(mode & 0o777777).toString(8)} ${uid}:${gid}`
      if (lstatSync(path).isSymbolicLink()) return [name, `${head} -> ${readlinkSync(path)}`]
      const isFile = lstatSync(path).isFile()
      return [name, isFile ? `${head} ${readFileSync(path).toString('base64')}` : head]
    }),
  )

/** What the engine does with a step: skips what is done, keeps the undo as the journal would, performs. */
export const apply = async <S extends Step>(
  interpreter: Interpreter<S>,
  step: S,
  host: WriteHost,
  request: Request = requestFor({}),
): Promise<Undo | 'done already' | undefined> => {
  if (await interpreter.isDone(step, host)) return 'done already'
  const undo = await interpreter.prepare(step, host)
  await interpreter.perform(step, host, request)
  const kept: Undo | undefined = undo === undefined ? undefined : JSON.parse(JSON.stringify(undo))
  return kept
}
